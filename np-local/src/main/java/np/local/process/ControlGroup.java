package np.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import np.model.ByteSize;

/** The kernel's account and leash of one instance (cgroups(7)), version 1 or 2. */
interface ControlGroup {

  /** Puts a process in; its future children are born in it. */
  void add(long pid) throws IOException;

  /**
   * Files into which a process writes {@code 0} to come in by itself. To be put in from outside is
   * dearer by milliseconds: in version 1 the kernel stops every fork and exit for it. Empty where a
   * process has to be put in.
   */
  List<Path> doors();

  /** The processes in it, without those of its children. */
  List<Long> processes();

  /** Ends every process in it and in its children, and returns when none is left. */
  void kill();

  /** Ends and removes its children, with which a node that has died had begun. */
  void clear();

  /** How many processes the kernel has ended because of the memory limit. */
  long oomKills();

  /** The memory in use, page cache that can be dropped excluded. */
  ByteSize memory();

  /** A part of it without limits of its own; created when it is not there. */
  ControlGroup child(String name) throws IOException;

  /** Removes it and its children, which are empty. */
  void remove();

  /**
   * Where a sandbox must see it, so that programs find out their limits: path inside to outside.
   */
  Map<Path, Path> views();
}
