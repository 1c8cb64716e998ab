package np.cli.host;

/** One thing that {@code np doctor} looks at. */
public interface Check {
  /** One word or two for {@code --json}: {@code disk}, {@code sandbox}. */
  String name();

  /** Looks; takes a second at most and changes nothing. */
  Finding run();
}
