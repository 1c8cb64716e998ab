package np.local.postgres.instance;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import np.local.postgres.UnixSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A session of np's own inside an instance, as its superuser, which the socket allows to np alone.
 * Nothing that a tenant has set reaches into it: the search path is PostgreSQL's own, event
 * triggers are off, and every statement has its time. Speaks protocol 3.0 with simple queries
 * (PostgreSQL manual, chapter 54).
 */
public final class SqlSession implements AutoCloseable {
  /** The superuser of every instance; a role of a tenant cannot be called so. */
  static final String USER = "np_platform";

  private static final int PROTOCOL = 196_608;
  private static final int LONGEST_MESSAGE = 16 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What ALTER DATABASE ... SET could otherwise change for np, too. */
  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("role", "none"),
          Map.entry("session_authorization", USER),
          Map.entry("search_path", "pg_catalog"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("statement_timeout", "30s"),
          Map.entry("lock_timeout", "5s"),
          Map.entry("transaction_timeout", "0"),
          Map.entry("idle_in_transaction_session_timeout", "0"),
          Map.entry("idle_session_timeout", "0"),
          Map.entry("event_triggers", "off"),
          Map.entry("default_transaction_read_only", "off"),
          Map.entry("default_tablespace", ""),
          Map.entry("standard_conforming_strings", "on"),
          Map.entry("local_preload_libraries", ""),
          Map.entry("client_encoding", "UTF8"),
          Map.entry("application_name", "np"));

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private SqlSession(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    this.out = socket.getOutputStream();
  }

  /** Connects to a running instance. */
  static SqlSession open(Path path, String database) throws IOException {
    Socket socket = new UnixSocketFactory(path.toString()).createSocket();
    try {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      SqlSession session = new SqlSession(socket);
      session.start(database);
      return session;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Gives what follows so much time each. */
  public void allow(Duration each) throws IOException {
    socket.setSoTimeout((int) each.plus(PATIENCE).toMillis());
    execute("SET statement_timeout = " + each.toMillis());
  }

  /** Carries out statements, all or none of them unless one ends its transaction itself. */
  public void execute(String statements) throws IOException {
    query(statements);
  }

  /** The rows of a query, each with its columns as text. */
  public List<List<@Nullable String>> query(String statement) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(body, statement);
    send('Q', body);
    return answer();
  }

  /** Its only column of its only row. */
  public @Nullable String ask(String statement) throws IOException {
    return query(statement).getFirst().getFirst();
  }

  private void start(String database) throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>(PARAMETERS);
    parameters.put("user", USER);
    parameters.put("database", database);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    new DataOutputStream(body).writeInt(PROTOCOL);
    for (Map.Entry<String, String> each : parameters.entrySet()) {
      text(body, each.getKey());
      text(body, each.getValue());
    }
    body.write(0);
    frame(new ByteArrayOutputStream(), body);
    answer();
  }

  /** Reads up to ReadyForQuery. */
  private List<List<@Nullable String>> answer() throws IOException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    @Nullable SqlFailure failure = null;
    while (true) {
      int kind = in.readUnsignedByte();
      byte[] content = content();
      switch (kind) {
        case 'D' -> rows.add(row(content));
        case 'E' -> failure = failed(content, failure);
        case 'R' -> requireTrust(content);
        case 'Z' -> {
          if (failure != null) {
            throw failure;
          }
          return rows;
        }
        default -> {}
      }
    }
  }

  /** The first failure counts; after a fatal one nothing follows. */
  private static SqlFailure failed(byte[] content, @Nullable SqlFailure before) throws SqlFailure {
    SqlFailure failure = before == null ? SqlError.parse(content) : before;
    if (SqlError.isFatal(content)) {
      throw failure;
    }
    return failure;
  }

  private byte[] content() throws IOException {
    int length = in.readInt() - Integer.BYTES;
    if (length < 0 || length > LONGEST_MESSAGE) {
      throw new IOException("a message of " + length + " bytes is out of range");
    }
    return in.readNBytes(length);
  }

  private static void requireTrust(byte[] content) throws IOException {
    if (content.length != Integer.BYTES || content[3] != 0) {
      throw new IOException("the instance asks np for a password");
    }
  }

  private static List<@Nullable String> row(byte[] content) throws IOException {
    DataInputStream data = new DataInputStream(new ByteArrayInputStream(content));
    int columns = data.readUnsignedShort();
    List<@Nullable String> row = new ArrayList<>(columns);
    for (int i = 0; i < columns; i++) {
      int length = data.readInt();
      row.add(length < 0 ? null : new String(data.readNBytes(length), StandardCharsets.UTF_8));
    }
    return row;
  }

  private void send(char kind, ByteArrayOutputStream body) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(kind);
    frame(message, body);
  }

  private void frame(ByteArrayOutputStream message, ByteArrayOutputStream body) throws IOException {
    new DataOutputStream(message).writeInt(body.size() + Integer.BYTES);
    body.writeTo(message);
    out.write(message.toByteArray());
  }

  private static void text(ByteArrayOutputStream body, String value) {
    body.writeBytes(value.getBytes(StandardCharsets.UTF_8));
    body.write(0);
  }

  /** Without a farewell: the instance notices. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
