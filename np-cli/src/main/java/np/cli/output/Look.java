package np.cli.output;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import np.cli.host.Tty;

/**
 * How everything is shown, decided once from flags, environment and terminal.
 *
 * @param format of the data
 * @param progress of long steps
 * @param out how stdout looks
 * @param err how stderr looks
 * @param quiet whether messages that are no errors are left out
 */
public record Look(Format format, Progress progress, Charm out, Charm err, Volume quiet) {

  /** The format of the data. */
  public enum Format {
    TEXT,
    JSON
  }

  /** How long steps are shown. */
  public enum Progress {
    LIVE,
    PLAIN,
    JSON
  }

  /** How much is said. */
  public enum Volume {
    QUIET,
    NORMAL
  }

  /**
   * Decides.
   *
   * @param wish of --progress: auto, tty, plain or json
   */
  public static Look decide(Flags flags, String wish, Map<String, String> env, Tty tty) {
    Marks marks = tty.charset().equals(StandardCharsets.UTF_8) ? Marks.UNICODE : Marks.ASCII;
    boolean dumb = env.getOrDefault("TERM", "").equals("dumb");
    Charm out = new Charm(colour(flags, tty.out() && !dumb, env), marks);
    Charm err = new Charm(colour(flags, tty.err() && !dumb, env), marks);
    Progress progress =
        switch (wish) {
          case "json" -> Progress.JSON;
          case "plain" -> Progress.PLAIN;
          case "tty" -> Progress.LIVE;
          default -> tty.err() && !dumb ? Progress.LIVE : Progress.PLAIN;
        };
    Format format = flags.json() || progress == Progress.JSON ? Format.JSON : Format.TEXT;
    return new Look(
        format,
        format == Format.JSON ? Progress.JSON : progress,
        out,
        err,
        flags.quiet() ? Volume.QUIET : Volume.NORMAL);
  }

  private static Charm.Colour colour(Flags flags, boolean able, Map<String, String> env) {
    if (flags.json() || flags.noColour() || !env.getOrDefault("NO_COLOR", "").isEmpty()) {
      return Charm.Colour.OFF;
    }
    String force = env.getOrDefault("FORCE_COLOR", "");
    boolean forced = !force.isEmpty() && !force.equals("0");
    return able || forced ? Charm.Colour.ON : Charm.Colour.OFF;
  }

  /** The flags that count here. */
  public record Flags(boolean json, boolean quiet, boolean noColour) {}
}
