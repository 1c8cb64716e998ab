package np.cli.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import np.cli.postgres.Excerpt;
import np.cli.postgres.SqlFailure;
import np.cli.postgres.SqlScanner;
import np.cli.postgres.Words;
import np.model.Printable;
import org.postgresql.jdbc.PgConnection;

/** Reads statements line by line, runs each once it is complete, and goes on after a mistake. */
public final class Shell {
  private final PgConnection connection;
  private final Desk desk;
  private final TableResults results;
  private final StatementRunner runner;
  private final SqlScanner scanner = new SqlScanner();
  private final StringBuilder typed = new StringBuilder();
  private final AtomicReference<Doing> doing = new AtomicReference<>(Doing.READING);
  private volatile String shown = "";
  private Timing timing = Timing.OFF;

  /**
   * Where it reads and writes.
   *
   * @param in lines that are typed
   * @param out results
   * @param messages prompts without a line end, and lines
   */
  public record Desk(BufferedReader in, OutputStream out, Messages messages, Clock clock) {}

  /** What is said beside the results. */
  public record Messages(Consumer<String> prompt, Consumer<String> line) {}

  /** What an interrupt meets. */
  private enum Doing {
    READING,
    /** What has been typed up to now is to be forgotten. */
    FORGETTING,
    RUNNING
  }

  private enum Timing {
    OFF,
    ON
  }

  Shell(PgConnection connection, Desk desk, Page page) {
    this.connection = connection;
    this.desk = desk;
    this.results = new TableResults(desk.out(), page);
    this.runner = new StatementRunner(connection, results, desk.messages().line());
  }

  /** Until {@code \q} or the end of input. */
  public void run(String database) throws IOException {
    String name = Printable.escape(database);
    shown = name;
    for (String line = ask(name); line != null; line = ask(name)) {
      boolean command = typed.toString().isBlank() && line.strip().startsWith("\\");
      if (command && line.strip().matches("\\\\q(uit)?")) {
        return;
      }
      if (command) {
        command(line.strip());
      } else {
        statements(line + "\n");
      }
      desk.out().flush();
    }
    desk.messages().line().accept("");
  }

  /** Ctrl-C: ends the statement that runs, else forgets what has been typed. For another thread. */
  public void interrupt() {
    if (doing.get() == Doing.RUNNING) {
      cancel();
    } else if (doing.compareAndSet(Doing.READING, Doing.FORGETTING)) {
      desk.messages().line().accept("");
      desk.messages().prompt().accept(shown + "=> ");
    }
  }

  private void cancel() {
    try {
      connection.cancelQuery();
    } catch (SQLException e) {
      desk.messages().line().accept("cannot cancel: " + SqlFailure.of(e).message());
    }
  }

  private @org.jspecify.annotations.Nullable String ask(String database) throws IOException {
    desk.messages().prompt().accept(database + mark() + "> ");
    String line = desk.in().readLine();
    if (doing.compareAndSet(Doing.FORGETTING, Doing.READING)) {
      forget();
    }
    return line;
  }

  /** As psql's prompt: what is open, and whether a transaction is. */
  private String mark() {
    String transaction =
        switch (connection.getTransactionState()) {
          case IDLE -> "";
          case OPEN -> "*";
          case FAILED -> "!";
        };
    return switch (scanner.open()) {
          case NOTHING -> "=";
          case STATEMENT -> "-";
          case STRING -> "'";
          case NAME -> "\"";
          case COMMENT -> "*";
          case DOLLAR -> "$";
          case PARENTHESIS -> "(";
        }
        + transaction;
  }

  private void statements(String line) throws IOException {
    for (int i = 0; i < line.length(); i++) {
      char next = line.charAt(i);
      SqlScanner.Event event = feed(next);
      if (event == SqlScanner.Event.END) {
        String sql = typed.toString();
        Words words = scanner.words();
        forget();
        if (!words.words().isEmpty() || !sql.isBlank()) {
          run(sql, words);
        }
      } else if (event == SqlScanner.Event.COMMAND) {
        desk.messages()
            .line()
            .accept("a command stands at the beginning of a line; \\? lists them");
        forget();
        return;
      } else {
        typed.append(next);
      }
    }
    if (scanner.open() == SqlScanner.Open.NOTHING) {
      forget();
    }
  }

  /** Of a character, as UTF-8 would; what is not ASCII is alike to the scanner. */
  private SqlScanner.Event feed(char next) {
    return scanner.feed(next < 0x80 ? (byte) next : (byte) 0x80);
  }

  private void forget() {
    typed.setLength(0);
    scanner.reset();
  }

  private void run(String sql, Words words) throws IOException {
    Instant start = desk.clock().instant();
    doing.set(Doing.RUNNING);
    try {
      if (words.isCopyIn()) {
        desk.messages().line().accept("COPY FROM STDIN: use np db sql NAME -f FILE");
      } else if (words.isCopyOut()) {
        runner.copyOut(sql, desk.out());
      } else {
        runner.run(sql, words);
      }
    } catch (SQLException e) {
      tell(sql, SqlFailure.of(e));
    } finally {
      doing.set(Doing.READING);
    }
    if (timing == Timing.ON) {
      long millis = Duration.between(start, desk.clock().instant()).toMillis();
      desk.messages().line().accept("Time: " + millis + " ms");
    }
  }

  private void tell(String sql, SqlFailure failure) throws IOException {
    desk.out().flush();
    desk.messages().line().accept("ERROR: " + failure.message() + " (" + failure.state() + ")");
    if (failure.position() > 0) {
      Excerpt.of("", sql, 1, failure.position()).lines().forEach(desk.messages().line());
    }
    failure.notes().forEach(desk.messages().line());
    if (failure.isBroken()) {
      throw new IOException("the connection was lost: " + failure.message());
    }
  }

  private void command(String command) throws IOException {
    switch (command) {
      case "\\?" -> ShellCommand.help().forEach(desk.messages().line());
      case "\\x" -> {
        boolean on = results.isExpanded();
        results.expanded(on ? Page.Expanded.AUTO : Page.Expanded.ON);
        desk.messages().line().accept("expanded: " + (on ? "when a table is too wide" : "always"));
      }
      case "\\timing" -> {
        timing = timing == Timing.ON ? Timing.OFF : Timing.ON;
        desk.messages().line().accept("timing: " + (timing == Timing.ON ? "on" : "off"));
      }
      default -> catalog(command);
    }
  }

  private void catalog(String command) throws IOException {
    for (String sql : ShellCommand.queries(command)) {
      run(sql, new Words(java.util.List.of("select")));
    }
    if (ShellCommand.queries(command).isEmpty()) {
      String shown = new String(command.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      desk.messages().line().accept("no command " + Printable.escape(shown) + "; \\? lists them");
    }
  }
}
