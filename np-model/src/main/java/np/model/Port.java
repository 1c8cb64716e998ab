package np.model;

/** Where a service listens. */
public sealed interface Port {
  /** On the port that the engine chose and put into {@code PORT}. */
  record Assigned() implements Port {}

  /**
   * On a port that the program itself insists on; {@code PORT} names it too.
   *
   * @param number 1 to 65535
   */
  record Fixed(int number) implements Port {
    public Fixed {
      if (number < 1 || number > 65_535) {
        throw new NpException.Invalid(
            ErrorCode.BAD_VALUE, "port " + number + " is out of range", "write 1 to 65535");
      }
    }
  }
}
