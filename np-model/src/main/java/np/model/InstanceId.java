package np.model;

import java.util.regex.Pattern;

/**
 * One running copy of a workload; never used twice.
 *
 * @param value 4 to 64 characters of {@code a-z 0-9 -}, for example {@code web-7f3a9c}
 */
public record InstanceId(String value) {
  private static final Pattern PATTERN = Pattern.compile("[a-z0-9-]{4,64}");

  public InstanceId {
    if (!PATTERN.matcher(value).matches()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_NAME,
          "\"" + Printable.escape(value) + "\" is not an instance id",
          "copy one from np status");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
