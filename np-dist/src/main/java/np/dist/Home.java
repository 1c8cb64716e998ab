package np.dist;

import java.nio.file.Path;

/**
 * Where one platform keeps everything.
 *
 * @param root an absolute directory; several platforms with different roots run side by side
 */
record Home(Path root) {
  Home {
    root = root.toAbsolutePath().normalize();
  }

  Path config() {
    return root.resolve("config.yaml");
  }

  Path server() {
    return root.resolve("server");
  }

  Path node() {
    return root.resolve("node");
  }

  Path edge() {
    return root.resolve("edge");
  }

  Path nodeSocket() {
    return node().resolve("node.sock");
  }

  Path edgeSocket() {
    return edge().resolve("edge.sock");
  }

  Path apiFile() {
    return server().resolve("api.json");
  }

  Path token() {
    return server().resolve("token");
  }

  /** What np node wants to run and runs. */
  Path supervisor() {
    return node().resolve("supervisor");
  }

  /** What np node found out about keeping tenants apart. */
  Path isolation() {
    return node().resolve("isolation");
  }

  /** Where a program writes what it has to say. */
  Path log(Program program) {
    return root.resolve("log").resolve(program.word() + ".log");
  }

  /** Which process a program is; locked for as long as it runs. */
  Path lock(Program program) {
    return run().resolve(program.word() + ".lock");
  }

  /** Which process of a program is ready to serve. */
  Path ready(Program program) {
    return run().resolve(program.word() + ".ready");
  }

  /** Which process will be the program once the one that is has left; locked until then. */
  Path claim(Program program) {
    return run().resolve(program.word() + ".next");
  }

  /** A file for each process that was the program and ends what it has begun. */
  Path leaving(Program program) {
    return run().resolve(program.word() + ".leaving");
  }

  private Path run() {
    return root.resolve("run");
  }
}
