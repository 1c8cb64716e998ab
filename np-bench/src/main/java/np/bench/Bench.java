package np.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code ./np bench [FIGURE...]}: measures and writes docs/benchmarks.md. */
public final class Bench {
  private static final List<Figure> FIGURES =
      List.of(
          new StartFigure(),
          new DeployFigure(),
          new StatusFigure(),
          new MemoryFigure(),
          EdgeFigure.plain(),
          EdgeFigure.tls(),
          new AppsFigure(),
          new DatabaseCreateFigure(),
          new DatabaseWakeFigure(),
          new DatabaseIdleFigure(),
          new DatabaseBranchFigure(),
          new DatabaseManyFigure(),
          new GatewayFigure(),
          new GatewayLongFigure());

  private Bench() {}

  /** Ends with 1 when a figure could not be measured; one that is not reached is no failure. */
  public static void main(String[] args) throws Exception {
    Path checkout = Path.of(System.getProperty("np.checkout", ".")).toAbsolutePath();
    List<String> wanted = List.of(args);
    Set<String> names = new LinkedHashSet<>();
    FIGURES.forEach(figure -> names.addAll(List.of(figure.name(), figure.group())));
    if (!names.containsAll(wanted)) {
      System.err.println("usage: ./np bench [" + String.join("|", names) + "]...");
      System.exit(2);
    }
    boolean all = true;
    for (Figure figure : FIGURES) {
      if (wanted.isEmpty() || wanted.contains(figure.name()) || wanted.contains(figure.group())) {
        all &= measured(figure, checkout);
      }
    }
    System.exit(all ? 0 : 1);
  }

  private static boolean measured(Figure figure, Path checkout) throws Exception {
    Results results = new Results(checkout.resolve("np-bench/target/results"));
    List<String> machine = Machine.describe(checkout);
    String date = LocalDateTime.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MINUTES) + "Z";
    try (Platform platform = new Platform(checkout)) {
      for (Result result : figure.measure(platform)) {
        results.keep(result, date);
        System.out.printf(
            "%-60s %-40s %s%n", result.target().title(), result.measured(), result.verdict());
      }
    } catch (Exception e) { // the other figures can be measured all the same
      System.err.println("np bench " + figure.name() + ": " + e);
      return false;
    }
    new Page(checkout.resolve("docs/benchmarks.md")).write(machine, results.rows());
    return true;
  }
}
