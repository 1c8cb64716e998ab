package np.dist;

import java.util.List;

/**
 * What the virtual machines of np are started with. An AOT cache fits only the collector and the
 * object layout that it was made with.
 */
final class JavaOptions {

  private JavaOptions() {}

  /** Of the server, the node and the edge; {@link Program#options} has the rest. */
  static List<String> ofPrograms() {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        // a cache that is mapped where it wants to be needs no page of its own to be rewritten
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:ArchiveRelocationMode=0",
        "-XX:-UsePerfData",
        // what a burst needed goes back to the machine
        "-XX:MinHeapFreeRatio=10",
        "-XX:MaxHeapFreeRatio=30",
        "-XX:TrimNativeHeapInterval=60000",
        "-Xss512k",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED");
  }

  /** Of the CLI, as in the launcher. */
  static List<String> ofCli() {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseCompactObjectHeaders",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:ArchiveRelocationMode=0",
        "-XX:-UsePerfData",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-Xms16m",
        "-Xmx256m",
        "-Xss512k",
        "--enable-native-access=ALL-UNNAMED",
        // what picocli would look for in every jar, and load for options that np does not have
        "-Dpicocli.disable.closures=true",
        "-Dpicocli.converters.excludes=.*");
  }
}
