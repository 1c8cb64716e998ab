package np.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AppTallyTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final String PATCH = "{\"set\":{\"COLOUR\":\"red\"}}";

  @TempDir Path home;

  @Test
  void theListOfTenantsCountsAppsButNotThoseInTheTrash() {
    try (AppRig rig = AppRig.start(POSTGRES.dataSource(), home)) {
      rig.operator().json("PATCH", "/v1/apps/one/secrets", PATCH);
      rig.operator().json("PATCH", "/v1/apps/two/secrets", PATCH);
      rig.operator().delete("/v1/apps/two");

      assertThat(
              rig.operator().get("/v1/tenants").json().get("tenants").get(0).get("apps").intValue())
          .isEqualTo(1);
    }
  }
}
