package np.cli.command;

import java.util.Locale;

/** Amounts of bytes as people say them. */
final class Sizes {
  private Sizes() {}

  /** {@code 84 kB}, {@code 1.2 MB}: powers of ten, as file managers show them. */
  static String show(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    if (bytes < 1_000_000) {
      return Math.round(bytes / 1000.0) + " kB";
    }
    double mega = bytes / 1_000_000.0;
    return mega < 1000
        ? String.format(Locale.ROOT, "%.1f MB", mega)
        : String.format(Locale.ROOT, "%.1f GB", mega / 1000);
  }
}
