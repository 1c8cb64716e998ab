package np.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Control groups as logins have them: whoever types np sits in one of these. Closing removes them,
 * which the kernel refuses while anything is left inside.
 */
final class StarterGroups implements AutoCloseable {
  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");
  private static final String UNIFIED = "cgroup.controllers";

  private final List<Path> groups = new ArrayList<>();
  private final Path script;

  /** Makes the group in every tree there is, and a script that enters it and calls np. */
  StarterGroups(Path directory, String name) throws IOException {
    if (Files.exists(CONTROL_GROUPS.resolve(UNIFIED))) {
      groups.add(Files.createDirectory(CONTROL_GROUPS.resolve(name)));
    } else {
      for (Path tree : trees()) {
        groups.add(Files.createDirectory(tree.resolve(name)));
      }
    }
    script = directory.resolve(name + ".sh");
    Files.writeString(script, text());
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Somebody who types np in there. */
  Person person() {
    return new Person(script, Person.self().directory(), OptionalInt.empty(), Map.of());
  }

  /** The processes that are in there. */
  List<Long> processes() {
    return groups.stream()
        .flatMap(group -> TestPlatform.read(group.resolve("cgroup.procs")).lines())
        .map(Long::valueOf)
        .distinct()
        .toList();
  }

  private String text() {
    StringBuilder text = new StringBuilder("#!/bin/sh\n");
    for (Path group : groups) {
      text.append("echo $$ > ").append(group.resolve("cgroup.procs")).append(" || exit 99\n");
    }
    return text.append("exec ").append(Person.self().launcher()).append(" \"$@\"\n").toString();
  }

  private static List<Path> trees() throws IOException {
    List<Path> trees = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(CONTROL_GROUPS, "{cpu,cpuacct,memory,pids}")) {
      all.forEach(trees::add);
    }
    return trees;
  }

  @Override
  public void close() {
    try {
      for (Path group : groups) {
        Files.deleteIfExists(group);
      }
    } catch (IOException stillInUse) {
      throw new UncheckedIOException(stillInUse);
    }
  }
}
