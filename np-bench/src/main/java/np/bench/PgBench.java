package np.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * pgbench(1) against this machine.
 *
 * @param program its path
 */
record PgBench(Path program) {
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
  private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");
  private static final Pattern DONE = Pattern.compile("actually processed: ([0-9]+)");
  private static final Pattern FAILED = Pattern.compile("failed transactions: ([0-9]+)");
  private static final Pattern PROGRESS = Pattern.compile("progress: [0-9.]+ s, ([0-9.]+) tps");
  private static final String SCALE = "10";
  private static final String EVERY_SECONDS = "10";
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /**
   * What one run gave.
   *
   * @param perSecond transactions
   * @param micros latency on average
   */
  record Load(double perSecond, double micros) {}

  /**
   * What came of transactions that write.
   *
   * @param slowest transactions a second in the ten seconds in which they were fewest
   */
  record Books(long done, long failed, double slowest) {}

  /** Debian keeps it beside the server's programs. */
  static Optional<PgBench> find() {
    for (int major = 18; major >= 13; major--) {
      Path program = Path.of("/usr/lib/postgresql/" + major + "/bin/pgbench");
      if (program.toFile().canExecute()) {
        return Optional.of(new PgBench(program));
      }
    }
    return Program.find("pgbench").map(PgBench::new);
  }

  /** Makes its tables: a million accounts. */
  void prepare(String url) throws IOException, InterruptedException {
    run(url, Sql.Tls.OFF, List.of("-i", "-q", "-s", SCALE));
  }

  /** Reads an account in each transaction. */
  Load run(String url, Sql.Tls tls, int clients, int seconds)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-S"));
    arguments.addAll(load(clients, seconds));
    String output = run(url, tls, arguments);
    return new Load(number(RATE, output), number(LATENCY, output) * 1000);
  }

  /** Reads and writes as TPC-B has it, the script that pgbench has by itself. */
  Books write(String url, Sql.Tls tls, int clients, Duration time)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-P", EVERY_SECONDS));
    arguments.addAll(load(clients, Math.toIntExact(time.toSeconds())));
    String output = run(url, tls, arguments);
    double slowest =
        PROGRESS
            .matcher(output)
            .results()
            .mapToDouble(found -> Double.parseDouble(found.group(1)))
            .min()
            .orElse(0);
    return new Books((long) number(DONE, output), (long) number(FAILED, output), slowest);
  }

  private static List<String> load(int clients, int seconds) {
    int threads = Math.min(clients, 2);
    return List.of("-n", "-s", SCALE, "-c", "" + clients, "-j", "" + threads, "-T", "" + seconds);
  }

  private String run(String url, Sql.Tls tls, List<String> arguments)
      throws IOException, InterruptedException {
    URI address = URI.create(url);
    String[] login = address.getUserInfo().split(":", 2);
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    command.addAll(List.of("-h", address.getHost(), "-p", "" + address.getPort()));
    command.addAll(List.of("-U", login[0], address.getPath().substring(1)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", login[1]);
    builder.environment().put("PGSSLMODE", tls.mode());
    Process process = builder.start();
    process.getOutputStream().close();
    Thread.ofVirtual().name("pgbench").start(() -> endLate(process));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("pgbench failed:\n" + output);
    }
    return output;
  }

  /** It waits for ever for an answer that does not come. */
  private static void endLate(Process process) {
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double number(Pattern pattern, String output) throws IOException {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IOException("pgbench said:\n" + output);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
