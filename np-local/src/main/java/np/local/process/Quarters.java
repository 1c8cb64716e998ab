package np.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.OptionalInt;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.model.AppId;

/**
 * The private directories of one instance.
 *
 * @param directory that holds them
 * @param home its HOME: its own, or for builds the app's cache
 * @param artifact its working directory
 * @param owner the user that it runs as; empty: np's own
 */
record Quarters(Path directory, Path home, Path artifact, OptionalInt owner) {
  private static final String PRIVATE = "rwx------";
  private static final String PASSABLE = "rwx--x--x";
  private static final String READABLE = "rwxr-xr-x";

  /** Those of this launch, whether they exist or not. */
  static Quarters of(HomeLayout layout, Launch launch, OptionalInt owner) {
    Path directory = layout.instance(launch.id());
    Path home =
        switch (launch.access()) {
          case READ_ONLY -> directory.resolve("home");
          case BUILD -> layout.cache(launch.app());
        };
    return new Quarters(directory, home, layout.artifact(launch.task().artifact()), owner);
  }

  /** Makes them ready, with links to the runtime's programs. */
  void prepare(AppId app, Runtime runtime) throws IOException {
    createDirectories();
    writeAccounts(app);
    link(runtime.links());
  }

  Path temporary() {
    return directory.resolve("tmp");
  }

  /** Links that make {@code python} mean the wanted version. */
  Path programs() {
    return directory.resolve("bin");
  }

  /** What takes the place of /etc/passwd, group and hosts. */
  Path accounts() {
    return directory.resolve("etc");
  }

  /** The operator's files for build tools, as this user may read them. */
  Path buildFiles() {
    return directory.resolve("build-home");
  }

  private void createDirectories() throws IOException {
    new FileTree(directory).create(PASSABLE);
    for (Path own : new Path[] {temporary(), home}) {
      new FileTree(own).create(PRIVATE);
      give(own);
    }
    new FileTree(programs()).create(READABLE);
    new FileTree(accounts()).create(READABLE);
    give(artifact);
  }

  /** Whole, but once only: the directory's own owner is changed last. */
  private void give(Path path) throws IOException {
    FileTree tree = new FileTree(path);
    if (owner.isPresent() && !tree.belongsTo(owner.getAsInt())) {
      tree.giveTo(owner.getAsInt());
    }
  }

  private void writeAccounts(AppId app) throws IOException {
    int id = owner.orElse(0);
    String name = app.app().value();
    write("passwd", "%s:x:%d:%d::/home/app:/bin/sh%n".formatted(name, id, id));
    write("group", "%s:x:%d:%n".formatted(name, id));
    Path hosts = Path.of("/etc/hosts");
    String known =
        Files.isReadable(hosts) ? Files.readString(hosts, StandardCharsets.ISO_8859_1) : "";
    write("hosts", known + "\n127.0.0.1 " + name + "\n");
  }

  private void write(String name, String content) throws IOException {
    Path file = accounts().resolve(name);
    Files.writeString(file, content, StandardCharsets.ISO_8859_1);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private void link(Map<String, Path> links) throws IOException {
    for (Map.Entry<String, Path> each : links.entrySet()) {
      Path link = programs().resolve(each.getKey());
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, each.getValue());
    }
  }
}
