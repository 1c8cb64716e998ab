package np.server.apps;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import np.model.AppId;
import np.model.AppName;
import np.model.ReleaseNumber;
import np.model.TenantName;
import np.server.apps.AppState.Power;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Columns that several tables have alike. */
final class Columns {
  private Columns() {}

  /** The tenant and the app that a row belongs to. */
  static AppId app(ResultSet row, String name) throws SQLException {
    return new AppId(new TenantName(row.getString("tenant")), new AppName(row.getString(name)));
  }

  static AppState state(ResultSet row) throws SQLException {
    return new AppState(
        release(row, "release"),
        JsonColumn.scale(row.getString("scale")),
        JsonColumn.counts(row.getString("revisions")),
        row.getBoolean("stopped") ? Power.OFF : Power.ON,
        JsonColumn.links(row.getString("links")));
  }

  static AppConfig config(ResultSet row) throws SQLException {
    return new AppConfig(
        JsonColumn.variables(row.getString("env")), JsonColumn.versions(row.getString("secrets")));
  }

  static Optional<ReleaseNumber> release(ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? Optional.empty() : Optional.of(new ReleaseNumber(number));
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> optionalTime(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  /** Binds {@code :tenant} and {@code :app}. */
  static <S extends SqlStatement<S>> S bind(S statement, AppId app) {
    return statement.bind("tenant", app.tenant().value()).bind("app", app.app().value());
  }

  /**
   * Binds {@code :release}, {@code :scale}, {@code :revisions}, {@code :stopped} and {@code
   * :links}.
   */
  static <S extends SqlStatement<S>> S bind(S statement, AppState state) {
    return statement
        .bind("release", state.release().map(ReleaseNumber::value).orElse(null))
        .bind("scale", JsonColumn.write(state.scale()))
        .bind("revisions", JsonColumn.write(state.revisions()))
        .bind("stopped", state.power() == Power.OFF)
        .bind("links", JsonColumn.writeLinks(state.links()));
  }

  /** Binds {@code :env} and {@code :secrets}. */
  static <S extends SqlStatement<S>> S bind(S statement, AppConfig config) {
    return statement
        .bind("env", JsonColumn.write(config.env()))
        .bind("secrets", JsonColumn.write(config.secrets()));
  }
}
