package np.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * wrk(1) against this machine: 64 connections that are kept, one core's worth of threads each.
 *
 * @param script makes names below localhost resolve
 */
record Wrk(Path script) {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");

  /**
   * What one run gave.
   *
   * @param perSecond requests that were answered
   * @param p99 milliseconds
   */
  record Load(double perSecond, double p99) {}

  static Wrk in(Path directory) throws IOException {
    Path script = directory.resolve("wrk.lua");
    Files.writeString(
        script,
        """
        function wrk.resolve(host, service)
          wrk.addrs = wrk.lookup("127.0.0.1", service)
        end
        """);
    return new Wrk(script);
  }

  Load run(String url, int seconds) throws IOException, InterruptedException {
    String output =
        Program.run(
            Program.find("wrk").orElseThrow().toString(),
            "-t2",
            "-c64",
            "-d" + seconds + "s",
            "--latency",
            "-s",
            script.toString(),
            url);
    if (output.contains("Non-2xx") || output.contains("Socket errors")) {
      throw new IOException(url + " does not answer as it should:\n" + output);
    }
    return new Load(Double.parseDouble(group(RATE, output).group(1)), millis(group(P99, output)));
  }

  private static double millis(Matcher found) {
    double number = Double.parseDouble(found.group(1));
    return switch (found.group(2)) {
      case "us" -> number / 1_000;
      case "s" -> number * 1_000;
      default -> number;
    };
  }

  private static Matcher group(Pattern pattern, String output) throws IOException {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IOException("wrk said:\n" + output);
    }
    return matcher;
  }
}
