package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A platform that was stopped is started again from another path. */
@Timeout(240)
final class MovedHomeTest {

  @Test
  void everythingIsThereAgain(@TempDir Path directory) throws IOException {
    try (TestPlatform platform = new TestPlatform()) {
      TestApp app = new TestApp(directory.resolve("app"), "shop");
      platform.deploy(app).ok();
      platform.np("db", "create", "orders").ok();
      platform.np("db", "sql", "orders", "create table t as select 42 as n").ok();
      platform.np("server", "stop").ok();

      platform.move(platform.home().resolveSibling(platform.home().getFileName() + "-moved"));
      platform.np("server", "start").ok();

      await()
          .atMost(TestPlatform.PATIENCE)
          .until(() -> platform.get(app.host(), "/").status() == 200);
      assertThat(platform.np("db", "sql", "orders", "select n from t").ok().out()).contains("42");
      platform.np("db", "create", "more").ok();
      platform.deploy(new TestApp(directory.resolve("second"), "second")).ok();
      platform.np("server", "stop").ok();
      assertThat(platform.remains().all()).isEmpty();
    }
  }
}
