package np.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the kernel says about processes (proc(5)). Whatever has ended meanwhile reads as empty.
 *
 * @param root normally {@code /proc}
 */
record ProcFs(Path root) {
  private static final Set<String> HOLDERS = Set.of("bwrap\n", "nsenter\n");

  /** The identity of a running process; empty when there is none or it is a zombie. */
  Optional<ProcessRef> ref(long pid) {
    return stat(pid)
        .filter(fields -> !fields.get(0).equals("Z") && !fields.get(0).equals("X"))
        .map(fields -> new ProcessRef(pid, Long.parseLong(fields.get(19))));
  }

  /** Whether exactly this process runs. */
  boolean runs(ProcessRef ref) {
    return ref(ref.pid()).filter(ref::equals).isPresent();
  }

  /** The session that a process belongs to, 0 when it does not run. */
  long session(long pid) {
    return stat(pid).map(fields -> Long.parseLong(fields.get(3))).orElse(0L);
  }

  /** The processes from this one on that only hold a sandbox and wait for what is in it. */
  Set<Long> sandbox(long pid) {
    Set<Long> holders = new HashSet<>();
    List<Long> next = List.of(pid);
    while (!next.isEmpty() && isHolder(next.getFirst()) && holders.add(next.getFirst())) {
      next = children(next.getFirst());
    }
    return holders;
  }

  private boolean isHolder(long pid) {
    return read(pid + "/comm").filter(HOLDERS::contains).isPresent();
  }

  /** The real user id of a process. */
  OptionalInt owner(long pid) {
    return read(pid + "/status").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("Uid:\t"))
        .mapToInt(line -> Integer.parseInt(line.split("\t", -1)[1]))
        .findFirst();
  }

  /** The working directory of a process; empty when it does not run or is not to be seen. */
  String directory(long pid) {
    return link(root.resolve(pid + "/cwd"));
  }

  /** The children of a single-threaded process. */
  List<Long> children(long pid) {
    String tasks = pid + "/task/" + pid + "/children";
    return read(tasks).map(ProcFs::numbers).orElse(List.of());
  }

  /** Every process that is visible. */
  List<Long> processes() {
    return names(root).stream()
        .filter(name -> name.chars().allMatch(Character::isDigit))
        .map(Long::valueOf)
        .toList();
  }

  /** The initial environment of a process, {@code NAME=value} each. */
  List<String> environment(long pid) {
    return read(pid + "/environ").map(text -> List.of(text.split("\0"))).orElse(List.of());
  }

  /** Resident memory in bytes, shared pages counted whole. */
  long residentBytes(long pid) {
    return read(pid + "/statm")
        .map(text -> Long.parseLong(text.split(" ", -1)[1]) * 4096)
        .orElse(0L);
  }

  /** The inodes of the sockets that a process holds open. */
  List<Long> sockets(long pid) {
    Path descriptors = root.resolve(pid + "/fd");
    List<Long> inodes = new ArrayList<>();
    for (String name : names(descriptors)) {
      String target = link(descriptors.resolve(name));
      if (target.startsWith("socket:[")) {
        inodes.add(Long.valueOf(target.substring(8, target.length() - 1)));
      }
    }
    return inodes;
  }

  /** A file below the root, as Latin-1; empty when it or its process is gone. */
  Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** The fields of stat from the third (state) on; the second may contain anything. */
  private Optional<List<String>> stat(long pid) {
    return read(pid + "/stat")
        .map(text -> text.substring(text.lastIndexOf(')') + 2))
        .map(rest -> List.of(rest.split(" ", -1)));
  }

  private static List<Long> numbers(String text) {
    return Arrays.stream(text.split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .map(Long::valueOf)
        .toList();
  }

  private static List<String> names(Path directory) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (IOException | DirectoryIteratorException e) {
      return names;
    }
    return names;
  }

  private static String link(Path path) {
    try {
      return Files.readSymbolicLink(path).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
