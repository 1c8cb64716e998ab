package np.model;

/**
 * HTTP status codes (RFC 9110 section 15), both ends included.
 *
 * @param low 100 to high
 * @param high low to 599
 */
public record StatusRange(int low, int high) {
  public static final StatusRange HEALTHY = new StatusRange(200, 399);

  public StatusRange {
    if (low < 100 || high > 599 || low > high) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, low + "-" + high + " is not a status range", "write 200-399");
    }
  }

  public boolean contains(int status) {
    return status >= low && status <= high;
  }

  @Override
  public String toString() {
    return low == high ? Integer.toString(low) : low + "-" + high;
  }
}
