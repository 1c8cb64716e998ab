package np.cli.host;

/** Where a platform tells what it is doing. */
public interface PlatformProgress {
  /** One line for people: {@code starting PostgreSQL}. */
  void say(String line);
}
