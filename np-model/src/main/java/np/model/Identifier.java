package np.model;

import java.util.regex.Pattern;

/** The one rule for names that reach file systems, cgroups, hostnames and Nomad jobs. */
final class Identifier {
  private static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9-]{0,38}[a-z0-9]");

  private Identifier() {}

  static String check(String kind, String value) {
    if (!PATTERN.matcher(value).matches()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_NAME,
          kind + " name \"" + Printable.escape(value) + "\" is not allowed",
          "use 2 to 40 characters: a-z, 0-9 and -, starting with a letter, not ending with -");
    }
    return value;
  }
}
