package np.server.databases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import np.server.AppRig;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A list of ten thousand databases. */
class DatabaseListTest {
  private static final int MANY = 10_000;

  /** The columns that say which one it is; all others are as the first one has them. */
  private static final String COPY =
      """
      INSERT INTO databases
      SELECT (jsonb_populate_record(first, jsonb_build_object(
                'name', 'many-' || lpad(n::text, 5, '0'),
                'label', 'many-' || lpad(n::text, 5, '0') || '-x'))).*
        FROM databases first, generate_series(1, %d) n
       WHERE first.name = 'first'
      """
          .formatted(MANY - 1);

  private static final String LABELS =
      """
      INSERT INTO database_labels (label, tenant, name, given_at)
      SELECT 'many-' || lpad(n::text, 5, '0') || '-x', 'default',
             'many-' || lpad(n::text, 5, '0'), now()
        FROM generate_series(1, %d) n
      """
          .formatted(MANY - 1);

  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir static Path home;
  static AppRig rig;

  @BeforeAll
  static void start() throws SQLException {
    rig = AppRig.start(POSTGRES.dataSource(), home);
    assertThat(rig.operator().post("/v1/databases", "{\"name\":\"first\"}").status())
        .isEqualTo(201);
    try (Connection connection = POSTGRES.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(LABELS);
      assertThat(statement.executeUpdate(COPY)).isEqualTo(MANY - 1);
      statement.execute("ANALYZE databases");
    }
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void everyOneIsOnOnePageInOrder() {
    List<String> names = new ArrayList<>();
    int pages = 0;
    String after = "";
    do {
      JsonNode page = rig.operator().get("/v1/databases?limit=1000&after=" + after).json();
      page.get("databases").forEach(each -> names.add(each.get("name").stringValue()));
      after = page.hasNonNull("next") ? page.get("next").stringValue() : "";
      pages++;
    } while (!after.isEmpty());

    assertThat(pages).isEqualTo(MANY / 1000);
    assertThat(names).hasSize(MANY).isSorted().doesNotHaveDuplicates();
  }

  /** Else a page far down would read all that are before it. */
  @Test
  void aPageReadsNoMoreRowsThanItHas() throws SQLException {
    try (Connection connection = POSTGRES.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet plan =
            statement.executeQuery(
                """
                EXPLAIN SELECT * FROM databases
                 WHERE tenant = 'default' AND presence = 'SERVING' AND name > 'many-09000'
                 ORDER BY name LIMIT 101
                """)) {
      List<String> lines = new ArrayList<>();
      while (plan.next()) {
        lines.add(plan.getString(1));
      }
      assertThat(String.join("\n", lines)).contains("Index Scan").doesNotContain("Sort");
    }
  }
}
