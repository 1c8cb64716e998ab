package np.server;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import np.model.Role;

/** Two tenants, alpha and beta, with a token for each role; alpha is the one that calls. */
public final class World {
  private final ServerRig rig;
  private final AtomicInteger counter = new AtomicInteger();
  private final Map<Role, String> alphas = new EnumMap<>(Role.class);
  private final Map<String, String> things = new HashMap<>();
  private final String revoked;

  /** Makes the tenants and their tokens. */
  public World(ServerRig rig) {
    this.rig = rig;
    tenant("alpha");
    tenant("beta");
    for (Role role : Role.values()) {
      alphas.put(role, role == Role.OPERATOR ? rig.token() : token("alpha", role));
    }
    revoked = token("alpha", Role.OWNER);
    String id = idOfToken("alpha", "t" + counter.get());
    operatorIn("alpha").delete("/v1/tokens/" + id);
  }

  /** A number that was not given before. */
  public int next() {
    return counter.incrementAndGet();
  }

  /** Something that is made once. */
  public String once(String what, Supplier<String> made) {
    return things.computeIfAbsent(what, absent -> made.get());
  }

  public ServerRig rig() {
    return rig;
  }

  /** An operator who acts in a tenant. */
  public TestClient operatorIn(String tenant) {
    return rig.operator().header("Np-Tenant", tenant);
  }

  /** A client of alpha with this role; the operator acts in alpha. */
  public TestClient as(Role role) {
    return role == Role.OPERATOR
        ? operatorIn("alpha")
        : rig.anonymous().with(alphas.getOrDefault(role, ""));
  }

  /** A client whose token was revoked. */
  public TestClient revoked() {
    return rig.anonymous().with(revoked);
  }

  /** Makes a token of a tenant. */
  public String token(String tenant, Role role) {
    String body = "{\"name\":\"t%d\",\"role\":\"%s\"}".formatted(next(), word(role));
    return operatorIn(tenant).post("/v1/tokens", body).json().get("value").stringValue();
  }

  /** Makes a token of a tenant; its id. */
  public String tokenId(String tenant) {
    token(tenant, Role.VIEWER);
    return idOfToken(tenant, "t" + counter.get());
  }

  private String idOfToken(String tenant, String name) {
    for (var token : operatorIn(tenant).get("/v1/tokens").json().get("tokens")) {
      if (token.get("name").stringValue().equals(name)) {
        return token.get("id").stringValue();
      }
    }
    throw new IllegalStateException("no token " + name);
  }

  private void tenant(String name) {
    rig.operator().post("/v1/tenants", "{\"name\":\"" + name + "\"}");
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
