package np.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** pgjdbc's ways to a database. */
final class ConnectTest {
  private static final String LABEL = "shop-x7";
  private static GatewayFixture fixture;

  @BeforeAll
  static void start() throws IOException {
    fixture = new GatewayFixture();
    fixture.database(LABEL);
  }

  @AfterAll
  static void stop() throws IOException {
    fixture.close();
  }

  @Test
  void plainOverLoopback() throws SQLException {
    try (Connection connection = fixture.connect(LABEL, "sslmode=disable")) {
      assertThat(answer(connection, "SELECT current_user || ' ' || current_database()"))
          .isEqualTo(LABEL + " " + LABEL);
    }
  }

  @Test
  void tlsAskedFor() throws SQLException {
    try (Connection connection = fixture.connect(LABEL, "sslmode=require")) {
      assertThat(answer(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void tlsFromTheFirstByte() throws SQLException {
    try (Connection connection =
        fixture.connect(LABEL, "sslmode=require", "sslNegotiation=direct")) {
      assertThat(answer(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void boundToTheCertificate() throws SQLException {
    try (Connection connection =
        fixture.connect(LABEL, "sslmode=require", "channelBinding=require")) {
      assertThat(answer(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  private static String answer(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
