package np.api;

/** {@code np.version/1}. */
public record VersionView(String schema, String version, String revision, String java) {}
