package np.local.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import np.local.storage.FileCalls.Descriptor;

/**
 * The system calls for mounts that have owners of their own (mount_setattr(2), "ID-mapped mounts").
 * Those without a function in every C library are called by their numbers, which are the same on
 * x86-64 and arm64.
 */
final class MountCalls {
  private static final long OPEN_TREE = 428;
  private static final long MOVE_MOUNT = 429;
  private static final long MOUNT_SETATTR = 442;

  private static final int AT_FDCWD = -100;
  private static final long AT_WORKING = AT_FDCWD;
  private static final long AT_EMPTY_PATH = 0x1000;
  private static final int O_CLOEXEC = 0x80000;
  private static final int OPEN_TREE_CLONE = 1;
  private static final long MOVE_FROM_DESCRIPTOR = 4;
  private static final long MOUNT_ATTR_IDMAP = 0x100000;
  private static final int CLONE_NEWNS = 0x20000;
  private static final long MS_REC = 0x4000;
  private static final long MS_SLAVE = 0x80000;

  /** struct mount_attr: attr_set, attr_clr, propagation, userns_fd. */
  private static final long ATTRIBUTES = 32;

  private static final int NAMESPACE = 24;

  private static final MemorySegment NONE = MemorySegment.NULL;

  private static final MethodHandle OPEN =
      NativeCalls.find(
          "open",
          2,
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final MethodHandle UNSHARE =
      NativeCalls.find(
          "unshare", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle SETNS =
      NativeCalls.find(
          "setns",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle MOUNT =
      NativeCalls.find(
          "mount",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS));
  private static final MethodHandle SYSCALL =
      NativeCalls.find(
          "syscall",
          1,
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));

  private MountCalls() {}

  /**
   * Gives the calling thread, which has to be one of the system's, a mount namespace of its own.
   * What is mounted elsewhere still comes to it, and nothing goes back.
   */
  static void isolate() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      NativeCalls.checked((int) UNSHARE.invokeExact(state, CLONE_NEWNS), state, "unshare");
      MemorySegment root = arena.allocateFrom("/");
      int result = (int) MOUNT.invokeExact(state, NONE, root, NONE, MS_REC | MS_SLAVE, NONE);
      NativeCalls.checked(result, state, "/");
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  /** Takes the calling thread to another mount namespace. */
  static void enter(Descriptor mounts) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      int result = (int) SETNS.invokeExact(state, mounts.number(), CLONE_NEWNS);
      NativeCalls.checked(result, state, "setns");
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  /** Opens a namespace by its file below /proc. */
  static Descriptor namespace(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      int result = (int) OPEN.invokeExact(state, arena.allocateFrom(file.toString()), O_CLOEXEC);
      return new Descriptor((int) NativeCalls.checked(result, state, file));
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  /** A mount of a directory that is nowhere yet; until it is put it ends with its descriptor. */
  static Descriptor detached(Path directory) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(directory.toString());
      long flags = OPEN_TREE_CLONE | O_CLOEXEC;
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      long result = (long) SYSCALL.invokeExact(state, OPEN_TREE, AT_FDCWD, path, flags, NONE, 0L);
      return new Descriptor((int) NativeCalls.checked(result, state, directory));
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  /** Gives the files of a detached mount the owners that a user namespace has for them. */
  static void map(Descriptor mount, Descriptor userNamespace, Path named) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(ATTRIBUTES, 8);
      attributes.set(ValueLayout.JAVA_LONG, 0, MOUNT_ATTR_IDMAP);
      attributes.set(ValueLayout.JAVA_LONG, NAMESPACE, userNamespace.number());
      MemorySegment empty = arena.allocateFrom("");
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      long result =
          (long)
              SYSCALL.invokeExact(
                  state,
                  MOUNT_SETATTR,
                  mount.number(),
                  empty,
                  AT_EMPTY_PATH,
                  attributes,
                  ATTRIBUTES);
      NativeCalls.checked(result, state, named);
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  /** Puts a detached mount over a directory. */
  static void put(Descriptor mount, Path target) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment empty = arena.allocateFrom("");
      MemorySegment path = arena.allocateFrom(target.toString());
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      long result =
          (long)
              SYSCALL.invokeExact(
                  state, MOVE_MOUNT, mount.number(), empty, AT_WORKING, path, MOVE_FROM_DESCRIPTOR);
      NativeCalls.checked(result, state, target);
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }
}
