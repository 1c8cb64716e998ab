package np.local.postgres.instance;

import np.model.DatabaseLabel;

/**
 * What the database in an instance and the role that owns it are called at present.
 *
 * @param database its name
 * @param owner the role's
 */
public record Names(String database, String owner) {
  /** In a template; neither can be anybody's {@link DatabaseLabel}. */
  public static final Names OF_TEMPLATE = new Names("np_database", "np_owner");

  /** Both are called as in the connection string. */
  public static Names of(DatabaseLabel label) {
    return new Names(label.value(), label.value());
  }
}
