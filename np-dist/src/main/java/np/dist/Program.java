package np.dist;

import java.util.List;
import java.util.Locale;

/** The three programs, in the order in which they may be started; none waits for another. */
enum Program {
  /** Runs workloads. */
  NODE,
  /** Carries traffic. */
  EDGE,
  /** Keeps what tenants asked for. */
  SERVER;

  /** As in {@code np server}, {@code np node}, {@code np edge}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static final String SMALL_CODE_CACHE = "-XX:ReservedCodeCacheSize=32m";

  /** The options of its virtual machine: memory above all. */
  List<String> options() {
    return switch (this) {
      // short-lived work and little garbage: the quick compiler is enough
      case NODE ->
          List.of("-Xms8m", "-Xmn4m", "-Xmx96m", "-XX:TieredStopAtLevel=1", SMALL_CODE_CACHE);
      // the only one that earns the optimizing compiler
      case EDGE ->
          List.of(
              "-Xms16m",
              "-Xmn8m",
              "-Xmx128m",
              "-XX:MaxDirectMemorySize=256m",
              "-XX:ReservedCodeCacheSize=48m",
              "-Dio.netty.allocator.type=pooled",
              "-Dio.netty.leakDetection.level=disabled");
      case SERVER ->
          List.of("-Xms16m", "-Xmn8m", "-Xmx192m", "-XX:TieredStopAtLevel=1", SMALL_CODE_CACHE);
    };
  }
}
