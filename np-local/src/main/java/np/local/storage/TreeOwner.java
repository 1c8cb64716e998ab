package np.local.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Gives a tree to a user, a thousand files in a few milliseconds: each is named from its directory,
 * which is open (readdir(3), fchownat(2)), and no link is followed. A directory is given after what
 * is in it.
 */
final class TreeOwner {
  private static final MethodHandle OPENAT =
      NativeCalls.find(
          "openat",
          3,
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT));
  private static final MethodHandle FDOPENDIR =
      NativeCalls.find(
          "fdopendir", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final MethodHandle READDIR =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("readdir"),
              FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
  private static final MethodHandle CLOSEDIR =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("closedir"),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  private static final MethodHandle FCHOWNAT =
      NativeCalls.find(
          "fchownat",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));

  /** As in Linux' fcntl.h: the working directory. */
  private static final int AT_FDCWD = -100;

  private static final int AT_SYMLINK_NOFOLLOW = 0x100;

  /** struct dirent of 64-bit Linux: d_ino, d_off, d_reclen, then these. */
  private static final int TYPE = 18;

  private static final int NAME = 19;
  private static final int LARGEST_ENTRY = 280;

  /** The values of d_type; some file systems do not say. */
  private static final byte UNKNOWN = 0;

  private static final byte DIRECTORY = 4;

  private final int uid;
  private final MemorySegment state;

  private TreeOwner(int uid, MemorySegment state) {
    this.uid = uid;
    this.state = state;
  }

  /**
   * Gives a file, or a directory with all that is in it, to a user and the group of the same
   * number. What goes away meanwhile is left out.
   */
  static void give(Path root, int uid) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      TreeOwner owner = new TreeOwner(uid, arena.allocate(NativeCalls.STATE));
      owner.give(AT_FDCWD, arena.allocateFrom(root.toString()), UNKNOWN, "");
    }
  }

  /**
   * @param parent an open directory
   * @param name of what is given, in it
   * @param above what comes before the name in messages, in which it need not be text
   */
  private void give(int parent, MemorySegment name, byte type, String above) throws IOException {
    try {
      if (type == DIRECTORY || type == UNKNOWN) {
        giveContent(parent, name, above + name.getString(0));
      }
      int result = (int) FCHOWNAT.invokeExact(state, parent, name, uid, uid, AT_SYMLINK_NOFOLLOW);
      if (result < 0) {
        NativeCalls.checked(result, state, above + name.getString(0));
      }
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  /** Nothing when it turns out to be no directory. */
  private void giveContent(int parent, MemorySegment name, String path) throws IOException {
    int number;
    try {
      number = open(parent, name, path);
    } catch (NativeCalls.Failure e) {
      if (e.isNoDirectory()) {
        return;
      }
      throw e;
    }
    MemorySegment directory = list(number, path);
    try {
      MemorySegment next = next(directory);
      while (!next.equals(MemorySegment.NULL)) {
        giveEntry(number, next.reinterpret(LARGEST_ENTRY), path + "/");
        next = next(directory);
      }
    } finally {
      close(directory);
    }
  }

  private void giveEntry(int directory, MemorySegment entry, String above) throws IOException {
    MemorySegment name = entry.asSlice(NAME);
    if (isDot(name)) {
      return;
    }
    try {
      give(directory, name, entry.get(ValueLayout.JAVA_BYTE, TYPE), above);
    } catch (NoSuchFileException gone) {
      return;
    }
  }

  /** The directory itself, and the one above. */
  private static boolean isDot(MemorySegment name) {
    byte second = name.get(ValueLayout.JAVA_BYTE, 1);
    return name.get(ValueLayout.JAVA_BYTE, 0) == '.'
        && (second == 0 || (second == '.' && name.get(ValueLayout.JAVA_BYTE, 2) == 0));
  }

  private int open(int parent, MemorySegment name, String path) throws IOException {
    try {
      int result = (int) OPENAT.invokeExact(state, parent, name, FileCalls.DIRECTORY);
      return (int) NativeCalls.checked(result, state, path);
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  /** What is read from a directory; to close it closes the descriptor, too. */
  private MemorySegment list(int descriptor, String path) throws IOException {
    try {
      MemorySegment directory = (MemorySegment) FDOPENDIR.invokeExact(state, descriptor);
      if (directory.equals(MemorySegment.NULL)) {
        new FileCalls.Descriptor(descriptor).close();
        NativeCalls.checked(-1, state, path);
      }
      return directory;
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  private static MemorySegment next(MemorySegment directory) throws IOException {
    try {
      return (MemorySegment) READDIR.invokeExact(directory);
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  private static void close(MemorySegment directory) throws IOException {
    try {
      int _ = (int) CLOSEDIR.invokeExact(directory);
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }
}
