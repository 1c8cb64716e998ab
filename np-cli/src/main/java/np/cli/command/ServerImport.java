package np.cli.command;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import np.cli.dump.Survey;
import np.cli.load.LoadFailure;
import np.cli.load.Loaded;
import np.cli.load.ServerLoad;
import np.cli.load.Target;
import np.cli.load.UnsureCommit;
import np.cli.output.Output;
import np.cli.postgres.Connector;
import np.cli.postgres.Login;
import np.cli.postgres.PostgresUrl;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Secret;
import org.postgresql.jdbc.PgConnection;

/** Copies a database of another server, once it is clear that it can be carried over. */
final class ServerImport {
  private static final int OLDEST = 15;

  private final Session session;
  private final PgConnection source;
  private final PgConnection target;

  ServerImport(Session session, PgConnection source, PgConnection target) {
    this.session = session;
    this.source = source;
    this.target = target;
  }

  /** Logs in there; the caller closes it. */
  static PgConnection source(Session session, String url) {
    Login login = PostgresUrl.parse(url);
    if (login.password().reveal().isEmpty()) {
      login = login.with(password(session, login));
    }
    return Connector.openForeign(login, "np db import");
  }

  private static Secret password(Session session, Login login) {
    Optional<Secret> known =
        Optional.ofNullable(session.context().env().get("PGPASSWORD")).map(Secret::new);
    if (known.isPresent() || !session.isInteractive()) {
      return known.orElse(login.password());
    }
    String question = "Password of " + Output.safe(login.user()) + " (not shown): ";
    return session.context().desk().prompter().hidden(question).orElse(login.password());
  }

  Loaded run(ImportMeter meter) throws SQLException, IOException {
    versions();
    Survey survey = Survey.of(source);
    extensions(survey);
    objects(survey);
    survey.told().forEach(this::leftOut);
    try {
      return new ServerLoad(target, meter).run(source);
    } catch (UnsureCommit e) {
      throw ImportReport.of(e);
    } catch (LoadFailure e) {
      throw ImportReport.of(e, "", ImportReport.NOTHING);
    }
  }

  private void versions() throws SQLException {
    int there = source.getServerMajorVersion();
    int here = target.getServerMajorVersion();
    if (there > here) {
      throw new NpException.Conflict(
          ErrorCode.WRONG_STATE,
          "the other server is PostgreSQL " + there + " and newer than this database, " + here,
          "np db create NEW --version " + there + ", if np has that version");
    }
    if (there < OLDEST) {
      throw new NpException.Conflict(
          ErrorCode.WRONG_STATE,
          "the other server is PostgreSQL " + there + "; np copies from " + OLDEST + " on",
          "take a file: pg_dump --no-owner URL > FILE, then np db import NAME FILE");
    }
  }

  private void extensions(Survey survey) throws SQLException {
    List<String> usable = new Target(target).extensions();
    List<String> missing =
        survey.extensions().stream().filter(name -> !usable.contains(name)).toList();
    if (!missing.isEmpty()) {
      String names = String.join(",", missing);
      throw new NpException.Conflict(
          ErrorCode.WRONG_STATE,
          Output.safe("the other database uses extensions that this one has not: " + names),
          Output.safe("np db create NEW --extensions " + names + ", if np has them"));
    }
  }

  private void objects(Survey survey) {
    if (survey.lost().isEmpty()) {
      return;
    }
    if (session.arguments().has("--leave-out")) {
      survey.lost().forEach(this::leftOut);
      return;
    }
    throw new Reported(
        Report.of(
                ErrorCode.WRONG_STATE,
                "the other database has what cannot be carried over",
                "--leave-out copies the rest")
            .withDetails(survey.lost().stream().map(Output::safe).toList()));
  }

  private void leftOut(String what) {
    session.output().alarm("left out: " + Output.safe(what));
  }
}
