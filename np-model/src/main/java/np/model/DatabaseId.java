package np.model;

/** A database of a tenant, unique on the platform; a branch is a database too. */
public record DatabaseId(TenantName tenant, DatabaseName name) {

  /** Parses {@code tenant/database}; {@link NpException.Invalid} otherwise. */
  public static DatabaseId parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2) {
      throw new NpException.Invalid(
          ErrorCode.BAD_NAME,
          "\"" + Printable.escape(text) + "\" is not a database",
          "write it as tenant/database");
    }
    return new DatabaseId(new TenantName(parts[0]), new DatabaseName(parts[1]));
  }

  /** {@code tenant/database}, as used in paths and logs. */
  @Override
  public String toString() {
    return tenant + "/" + name;
  }
}
