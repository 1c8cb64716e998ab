package np.spec;

/** A name of {@code secrets}. */
public sealed interface SecretSpec {
  /** Somebody must set it before the first deploy. */
  record Required() implements SecretSpec {}

  /**
   * Made by np at the first deploy if it has no value.
   *
   * @param length characters of {@code A-Za-z0-9}, 8 to 4096
   */
  record Generated(int length) implements SecretSpec {}
}
