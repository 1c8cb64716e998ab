package np.server;

import java.nio.file.Path;
import np.testkit.TestPostgres;
import np.testkit.page.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** docs/api.md says what the route tables say; {@code ./reference} writes it. */
class ApiReferenceTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir private Path directory;

  @Test
  void api() {
    try (AppRig apps = AppRig.start(POSTGRES.dataSource(), directory)) {
      JsonNode document = apps.server().anonymous().get("/v1/openapi.json").json();
      Page.of("api.md")
          .part("routes", ApiReference.routes(document))
          .part("documents", ApiReference.documents(document))
          .check();
    }
  }
}
