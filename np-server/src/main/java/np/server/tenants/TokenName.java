package np.server.tenants;

import java.util.regex.Pattern;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** What people call a token; unique within the tenant among those that are valid. */
record TokenName(String value) {
  private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@+-]{0,63}");

  TokenName {
    if (!PATTERN.matcher(value).matches()) {
      String shown = Printable.escape(value.length() > 80 ? value.substring(0, 80) + "…" : value);
      throw new NpException.Invalid(
          ErrorCode.BAD_NAME,
          "token name \"" + shown + "\" is not allowed",
          "use 1 to 64 letters, digits, spaces and . _ @ + -, starting with a letter or digit");
    }
  }
}
