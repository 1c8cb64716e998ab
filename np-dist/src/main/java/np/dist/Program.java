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

  private static final int WITH_VFORK = 25;

  /** What is done once an hour should not be as slow as what is done for the first time. */
  private static final String COMPILE_EARLY = "-XX:CompileThresholdScaling=0.1";

  private static final String SMALL_CODE_CACHE = "-XX:ReservedCodeCacheSize=32m";

  /** The options of its virtual machine: memory above all. */
  List<String> options() {
    return switch (this) {
      // short-lived work and little garbage: the quick compiler is enough
      case NODE ->
          List.of(
              "-Xms8m",
              "-Xmn4m",
              "-Xmx96m",
              "-XX:TieredStopAtLevel=1",
              COMPILE_EARLY,
              SMALL_CODE_CACHE,
              "-Djdk.lang.Process.launchMechanism=" + launchMechanism());
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
          List.of(
              "-Xms16m",
              "-Xmn8m",
              "-Xmx192m",
              "-XX:TieredStopAtLevel=1",
              COMPILE_EARLY,
              SMALL_CODE_CACHE);
    };
  }

  /**
   * How the JDK starts processes: without its helper program a start is a millisecond shorter. Only
   * the JDK that is known to have it is told so; one without it would start nothing.
   */
  private static String launchMechanism() {
    return Runtime.version().feature() == WITH_VFORK ? "VFORK" : "POSIX_SPAWN";
  }
}
