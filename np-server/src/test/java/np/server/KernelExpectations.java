package np.server;

import java.util.List;
import np.model.Role;

/** What the contract demands of the kernel's routes. */
final class KernelExpectations {
  private KernelExpectations() {}

  static List<Expectation> all() {
    return List.of(
        Expectation.open("GET /v1/health"),
        Expectation.open("GET /v1/version"),
        Expectation.open("GET /v1/openapi.json"),
        Expectation.of("GET /metrics", Role.OPERATOR),
        Expectation.of("GET /v1/whoami", Role.VIEWER),
        Expectation.of("GET /v1/events", Role.VIEWER),
        Expectation.of("GET /v1/tenants", Role.OPERATOR),
        Expectation.of("POST /v1/tenants", Role.OPERATOR)
            .sending(world -> "{\"name\":\"gamma-%d\"}".formatted(world.next()))
            .answers(201),
        Expectation.of("GET /v1/tokens", Role.OWNER),
        Expectation.of("POST /v1/tokens", Role.OWNER)
            .sending(world -> "{\"name\":\"t%d\",\"role\":\"viewer\"}".formatted(world.next()))
            .answers(201),
        Expectation.of("DELETE /v1/tokens/{id}", Role.OWNER)
            .on(
                world -> "/v1/tokens/" + world.tokenId("alpha"),
                List.of(
                    world -> "/v1/tokens/" + world.tokenId("beta"),
                    world -> "/v1/tokens/tok-0000000000000000",
                    world -> "/v1/tokens/%27--%20"))
            .answers(204));
  }
}
