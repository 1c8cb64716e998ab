package np.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import np.model.Role;

/** Crosses an expectation with every role, ownership and kind of token. */
final class AuthorisationMatrix {
  private static final String GARBAGE = "np_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private final World world;

  AuthorisationMatrix(World world) {
    this.world = world;
  }

  /**
   * One call and what it must be answered.
   *
   * @param name for people
   * @param client who calls
   * @param path made at the time of the call
   */
  record Case(
      String name,
      Expectation expectation,
      TestClient client,
      Function<World, String> path,
      int status) {

    /** What the server answers. */
    TestClient.Verdict run(World world) {
      TestClient typed =
          expectation.contentType().isEmpty()
              ? client
              : client.header("Content-Type", expectation.contentType());
      if (expectation.way() == Expectation.Way.UPGRADE) {
        return typed.handshake(path.apply(world));
      }
      return typed.verdict(
          expectation.method(), path.apply(world), expectation.body().apply(world));
    }
  }

  List<Case> cases(Expectation expectation) {
    List<Case> cases = new ArrayList<>();
    TestClient anonymous = world.rig().anonymous();
    boolean open = expectation.needs().isEmpty();
    int denied = open ? expectation.status() : 401;
    add(cases, "without a token", expectation, anonymous, denied);
    add(cases, "with an unknown token", expectation, anonymous.with(GARBAGE), denied);
    add(cases, "with garbage", expectation, anonymous.with("x' OR 1=1"), denied);
    add(cases, "with a revoked token", expectation, world.revoked(), denied);
    for (Role role : Role.values()) {
      roles(cases, expectation, role);
    }
    return cases;
  }

  private void roles(List<Case> cases, Expectation expectation, Role role) {
    boolean open = expectation.needs().isEmpty();
    boolean allowed = expectation.needs().map(role::covers).orElse(true);
    TestClient client = world.as(role);
    add(cases, role + ", own", expectation, client, allowed ? expectation.status() : 403);
    for (int i = 0; i < expectation.strangers().size(); i++) {
      Function<World, String> path = expectation.strangers().get(i);
      String name = role + ", stranger " + i;
      cases.add(new Case(name, expectation, client, path, allowed ? 404 : 403));
    }
    if (open) {
      return;
    }
    add(cases, role + ", unknown tenant", expectation, in(role, "nobody"), 404);
    add(cases, role + ", malformed tenant", expectation, in(role, "../alpha"), 404);
    if (role != Role.OPERATOR) {
      add(cases, role + ", in another tenant", expectation, in(role, "beta"), 404);
      add(cases, role + ", in default", expectation, in(role, "default"), 404);
      add(
          cases,
          role + ", own tenant named",
          expectation,
          in(role, "alpha"),
          allowed ? expectation.status() : 403);
    }
  }

  private TestClient in(Role role, String tenant) {
    return world.as(role).header("Np-Tenant", tenant);
  }

  private static void add(
      List<Case> cases, String name, Expectation expectation, TestClient client, int status) {
    cases.add(new Case(name, expectation, client, expectation.own(), status));
  }
}
