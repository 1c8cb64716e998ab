package np.api;

import java.util.List;

/** A token without its value. */
public record TokenView(
    String id, String name, String role, String tenant, String createdAt, String lastUsedAt) {

  /** {@code np.tokens/1}. */
  public record Page(String schema, List<TokenView> tokens) {}

  /** POST /v1/tokens. */
  public record Request(String name, String role) {}

  /** {@code np.token/1}: the only time that the value is shown. */
  public record Created(String schema, TokenView token, String value) {}

  /** {@code np.whoami/1}. */
  public record Whoami(String schema, String name, String role, String tenant) {}
}
