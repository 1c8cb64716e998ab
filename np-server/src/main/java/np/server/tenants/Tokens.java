package np.server.tenants;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Role;
import np.model.Secret;
import np.model.TenantName;
import np.server.audit.Audit;
import np.server.audit.AuditEntry;
import np.server.http.Authenticator;
import np.server.http.Principal;
import np.server.store.Database;
import org.jdbi.v3.core.Handle;

/** The rules for tokens: who holds which, who may make and revoke them. */
public final class Tokens implements Authenticator {
  private static final Duration COARSE = Duration.ofHours(1);

  private final Database database;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Consumer<String> revoked;
  private final TokenStore store = new TokenStore();
  private final TenantStore tenants = new TenantStore();

  /** What it works with; {@code revoked} is told the id of each token that is revoked. */
  public record Parts(
      Database database,
      Audit audit,
      InstantSource clock,
      SecureRandom random,
      Consumer<String> revoked) {}

  public Tokens(Parts parts) {
    this.database = parts.database;
    this.audit = parts.audit;
    this.clock = parts.clock;
    this.random = parts.random;
    this.revoked = parts.revoked;
  }

  /** A token and the only sight of its value. */
  record Made(Token token, Secret value) {}

  @Override
  public Principal authenticate(Secret sent, Optional<String> wanted) {
    byte[] sha256 = TokenValue.of(sent).sha256();
    Token token =
        database.read(
            handle -> {
              Token found = store.find(handle, sha256).orElseThrow(TokenValue::unknown);
              wanted.ifPresent(tenant -> checkTenant(handle, found, tenant));
              return found;
            });
    touch(token);
    TenantName tenant = wanted.map(TenantName::new).orElse(token.tenant());
    return new Principal(tenant, token.role(), token.name(), token.id());
  }

  @Override
  public boolean isValid(String tokenId) {
    return database.read(handle -> store.isValid(handle, tokenId));
  }

  List<Token> list(TenantName tenant) {
    return database.read(handle -> store.list(handle, tenant));
  }

  /**
   * Makes a token of the caller's tenant with at most the caller's role.
   *
   * @throws NpException.Conflict NAME_TAKEN
   */
  Made create(Principal by, TokenName name, Role role) {
    if (!by.role().covers(role)) {
      throw forbidden("a token cannot have more rights than the one that makes it");
    }
    if (role == Role.OPERATOR && !by.tenant().equals(Tenants.DEFAULT)) {
      throw forbidden("operators belong to the tenant " + Tenants.DEFAULT);
    }
    return database.write(
        handle -> {
          Made made = insert(handle, by.tenant(), name, role);
          audit.record(handle, AuditEntry.of(by, "token.create", describe(made.token)));
          return made;
        });
  }

  /**
   * Revokes a token of the caller's tenant at once: what it has open is cut.
   *
   * @throws NpException.NotFound NO_TOKEN
   * @throws NpException.Conflict LAST_OWNER when it is the platform's last operator
   */
  void revoke(Principal by, String id) {
    database.change(
        handle -> {
          List<Token> operators = store.lockOperators(handle);
          Token token =
              store.list(handle, by.tenant()).stream()
                  .filter(candidate -> candidate.id().equals(id))
                  .findFirst()
                  .orElseThrow(Tokens::noToken);
          checkRevocable(by, token, operators);
          revoke(handle, token);
          audit.record(handle, AuditEntry.of(by, "token.revoke", describe(token)));
        });
  }

  Made insert(Handle handle, TenantName tenant, TokenName name, Role role) {
    byte[] id = new byte[8];
    random.nextBytes(id);
    Token token =
        new Token(
            "tok-" + HexFormat.of().formatHex(id),
            tenant,
            name.value(),
            role,
            clock.instant(),
            Optional.empty());
    TokenValue value = TokenValue.random(random);
    if (!store.insert(handle, token, value.sha256())) {
      throw new NpException.Conflict(
          ErrorCode.NAME_TAKEN,
          "there is a token named \"" + name.value() + "\"",
          "choose another name, or revoke that one first");
    }
    return new Made(token, value.secret());
  }

  void revoke(Handle handle, Token token) {
    store.revoke(handle, token, clock.instant());
    database.afterCommit(() -> revoked.accept(token.id()));
  }

  TokenStore store() {
    return store;
  }

  private static void checkRevocable(Principal by, Token token, List<Token> operators) {
    if (!by.role().covers(token.role())) {
      throw forbidden("a token with more rights cannot be revoked with this one");
    }
    if (operators.size() == 1 && operators.getFirst().id().equals(token.id())) {
      throw new NpException.Conflict(
          ErrorCode.LAST_OWNER,
          "this is the last operator's token",
          "make another one first: np tokens create NAME --role operator");
    }
  }

  /** Only an operator acts outside its own tenant; to others no other tenant exists. */
  private void checkTenant(Handle handle, Token token, String wanted) {
    if (wanted.equals(token.tenant().value())) {
      return;
    }
    if (token.role() != Role.OPERATOR || !tenants.exists(handle, wanted)) {
      throw new NpException.NotFound(
          ErrorCode.NO_TENANT, "there is no such tenant", "leave out Np-Tenant, or see np tenants");
    }
  }

  /** Once an hour is enough to tell a token that is used from one that is not. */
  private void touch(Token token) {
    Instant now = clock.instant();
    boolean stale = token.lastUsedAt().map(used -> used.plus(COARSE).isBefore(now)).orElse(true);
    if (stale) {
      database.change(handle -> store.touch(handle, token, now));
    }
  }

  private static String describe(Token token) {
    return token.name() + " (" + RoleWord.of(token.role()) + ")";
  }

  private static NpException noToken() {
    return new NpException.NotFound(
        ErrorCode.NO_TOKEN, "there is no such token", "see np tokens list");
  }

  private static NpException forbidden(String message) {
    return new NpException.Denied(ErrorCode.FORBIDDEN, message, "ask an operator");
  }
}
