package np.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import np.model.ErrorCode;
import np.model.NpException;
import np.testkit.TestPostgres;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private final NpException refused = new NpException.Conflict(ErrorCode.BUSY, "no", "later");

  private final Database database = new Database(POSTGRES.dataSource());

  @BeforeAll
  static void makeTable() {
    new Database(POSTGRES.dataSource())
        .change(handle -> handle.execute("CREATE TABLE words (word text)"));
  }

  @Test
  void aFailedTransactionLeavesNothingAndRunsNothingAfterwards() {
    List<String> ran = new ArrayList<>();

    assertThatThrownBy(
            () ->
                database.change(
                    handle -> {
                      insert(handle, "half");
                      database.afterCommit(() -> ran.add("half"));
                      throw refused;
                    }))
        .isSameAs(refused);

    assertThat(count("half")).isZero();
    assertThat(ran).isEmpty();
  }

  @Test
  void whatComesAfterTheCommitSeesIt() {
    List<Integer> seen = new ArrayList<>();

    database.change(
        handle -> {
          insert(handle, "after");
          database.afterCommit(() -> seen.add(count("after")));
        });

    assertThat(seen).containsExactly(1);
  }

  @Test
  void readingCannotWrite() {
    assertThatThrownBy(() -> database.read(handle -> insert(handle, "read")))
        .isInstanceOf(JdbiException.class)
        .hasMessageContaining("read-only");
    assertThat(count("read")).isZero();
  }

  @Test
  void transactionsAreNotNested() {
    assertThatThrownBy(() -> database.change(outer -> database.change(inner -> {})))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theWitnessActsWithinTheTransaction() {
    assertThatThrownBy(
            () ->
                database.<Integer, RuntimeException>witnessedBy(
                    handle -> {
                      insert(handle, "witness");
                      throw refused;
                    },
                    () -> database.write(handle -> insert(handle, "witnessed"))))
        .isSameAs(refused);

    assertThat(count("witnessed")).isZero();
    assertThat(count("witness")).isZero();
  }

  @Test
  void aFailedStatementKeepsItsValuesToItself() {
    try (HikariDataSource pool = Pool.over(POSTGRES.another())) {
      Database pooled = new Database(pool);
      pooled.change(handle -> handle.execute("CREATE TABLE words (word text UNIQUE)"));
      pooled.change(handle -> insert(handle, "hunter2"));

      assertThatThrownBy(() -> pooled.change(handle -> insert(handle, "hunter2")))
          .isInstanceOf(JdbiException.class)
          .satisfies(failure -> assertThat(trace(failure)).doesNotContain("hunter2"));
    }
  }

  @Test
  void aDatabaseThatIsAwayIsNamed() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"127.0.0.1"});
    nowhere.setPortNumbers(new int[] {1});

    assertThatThrownBy(() -> new Database(nowhere).read(handle -> 1))
        .isInstanceOfSatisfying(
            NpException.Unavailable.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private int count(String word) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT count(*) FROM words WHERE word = :word")
                .bind("word", word)
                .mapTo(Integer.class)
                .one());
  }

  private static int insert(Handle handle, String word) {
    return handle.execute("INSERT INTO words VALUES (?)", word);
  }
}
