package np.edge.postgres.wire;

/** The error codes that the gateway itself answers with (PostgreSQL's appendix A). */
public enum SqlState {
  PROTOCOL_VIOLATION("08P01"),
  FEATURE_NOT_SUPPORTED("0A000"),
  INVALID_AUTHORIZATION("28000"),
  INVALID_PASSWORD("28P01"),
  INVALID_CATALOG_NAME("3D000"),
  TOO_MANY_CONNECTIONS("53300"),
  CONFIGURATION_LIMIT_EXCEEDED("53400"),
  ADMIN_SHUTDOWN("57P01"),
  CANNOT_CONNECT_NOW("57P03"),
  IDLE_SESSION_TIMEOUT("57P05"),
  CONNECTION_FAILURE("08006"),
  INTERNAL_ERROR("XX000");

  private final String code;

  SqlState(String code) {
    this.code = code;
  }

  /** Five characters. */
  public String code() {
    return code;
  }
}
