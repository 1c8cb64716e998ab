package np.local.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import np.local.process.Tools;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.local.storage.UidRange;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL that keeps the server's state. It outlives the server and is found again by the
 * next one; it listens on a unix socket only.
 */
public final class PostgresInstance {
  /** The superuser; the database is {@code postgres}. */
  public static final String USER = "np";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(2);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofMillis(250);
  private static final long LOG_LIMIT = 10 << 20;

  private final PostgresLayout layout;
  private final PostgresUser user;
  private final RandomGenerator random;
  private final PostgresTemplate template;

  /**
   * The instance below {@code layout}; nothing happens yet.
   *
   * @param binaries directory with bin, lib and share: {@link BinariesArchive#unpackTo}
   * @param random for its password, must not be predictable
   */
  public PostgresInstance(HomeLayout layout, Path binaries, RandomGenerator random) {
    this(layout, binaries, random, new PostgresTemplate(binaries.resolve("none")));
  }

  /** The same, created from {@code template} where that is possible. */
  public PostgresInstance(
      HomeLayout layout, Path binaries, RandomGenerator random, PostgresTemplate template) {
    this.template = template;
    this.layout = new PostgresLayout(layout, binaries.toAbsolutePath().normalize());
    this.random = random;
    OptionalInt uid = isRoot() ? OptionalInt.of(UidRange.of(layout).first()) : OptionalInt.empty();
    this.user = new PostgresUser(Tools.SYSTEM, uid);
  }

  /**
   * Returns when it answers: finds the one that runs, or starts it; creates it the first time.
   *
   * @throws NpException.Unavailable STORE_UNAVAILABLE, with the end of its log
   */
  public void start() {
    try {
      if (find().isEmpty()) {
        prepare();
        awaitReady(spawn());
      } else {
        awaitReady(null);
      }
    } catch (IOException e) {
      throw unavailable(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  /** Ends it: sessions are cut off, everything is on disk; nothing happens when it does not run. */
  public void stop() {
    try {
      if (find().isPresent()) {
        Path tool = layout.program("pg_ctl");
        String data = layout.data().toString();
        new PostgresProgram(
                user.run(
                    directories(),
                    List.of(tool.toString(), "stop", "-D", data, "-m", "fast", "-w", "-t", "60")))
            .run();
      }
    } catch (IOException e) {
      throw unavailable("it did not stop: " + e.getMessage());
    }
  }

  /** For {@link java.sql.DriverManager} or a pool; without the password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://localhost/postgres?sslmode=disable&gssEncMode=disable&socketFactory="
        + UnixSocketFactory.class.getName()
        + "&socketFactoryArg="
        + layout.socket();
  }

  /** The superuser's password. */
  public Secret password() {
    try {
      return new Secret(Files.readString(layout.password(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw unavailable("its password cannot be read: " + e);
    }
  }

  /** The process id of its first process; empty when it does not run. */
  public OptionalInt pid() {
    return find().map(each -> OptionalInt.of((int) each.pid())).orElse(OptionalInt.empty());
  }

  private Optional<Postmaster> find() {
    return Postmaster.find(layout.data());
  }

  private List<Path> directories() {
    return List.of(layout.binaries(), layout.data(), layout.socketDirectory());
  }

  private void prepare() throws IOException {
    Files.createDirectories(layout.data().resolveSibling("."));
    new FileTree(layout.socketDirectory()).create("rwx------");
    if (!Files.exists(layout.data().resolve("PG_VERSION"))) {
      create();
    }
    PostgresSettings settings = new PostgresSettings(layout.socketDirectory());
    replace(layout.data().resolve("postgresql.conf"), settings.configuration());
    replace(layout.data().resolve("pg_hba.conf"), settings.access());
    user.give(layout.socketDirectory());
    rotateLog();
  }

  private void create() throws IOException {
    PostgresCreation creation = new PostgresCreation(layout, user, random);
    if (template.isUsable()) {
      creation.copy(template);
    } else {
      creation.create();
    }
  }

  private Process spawn() throws IOException {
    Path setsid =
        Tools.SYSTEM.find("setsid").orElseThrow(() -> new IOException("setsid is not installed"));
    List<String> program =
        List.of(
            setsid.toString(),
            layout.program("postgres").toString(),
            "-D",
            layout.data().toString());
    ProcessBuilder builder = new PostgresProgram(user.run(directories(), program)).builder();
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(layout.log().toFile()));
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** Waits; begins once more where processes of a killed one were still in the way. */
  private void awaitReady(@Nullable Process begun) throws IOException {
    Process process = begun;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long grace = System.nanoTime() + GRACE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Postmaster> found = find();
      if (found.filter(Postmaster::isReady).isPresent() && Files.exists(layout.socket())) {
        return;
      }
      if (found.isEmpty() && System.nanoTime() > grace) {
        throw new IOException("it ended at once: " + lastLogLine());
      }
      if (found.isEmpty() && (process == null || !process.isAlive())) {
        LockSupport.parkNanos(AGAIN.toNanos());
        process = spawn();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new IOException("it is not ready after " + PATIENCE.toSeconds() + " s: " + lastLogLine());
  }

  private void rotateLog() throws IOException {
    if (Files.exists(layout.log()) && Files.size(layout.log()) > LOG_LIMIT) {
      Files.move(
          layout.log(),
          layout.log().resolveSibling("pg.log.1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void replace(Path file, String content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    PostgresCreation.write(fresh, content);
    user.give(fresh);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private String lastLogLine() {
    try {
      List<String> lines = Files.readAllLines(layout.log(), StandardCharsets.ISO_8859_1);
      return lines.isEmpty() ? "its log is empty" : lines.getLast();
    } catch (IOException e) {
      return "it has no log";
    }
  }

  private NpException unavailable(String why) {
    return new NpException.Unavailable(
        ErrorCode.STORE_UNAVAILABLE,
        "the control PostgreSQL does not run: " + why,
        "see " + layout.log());
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      return false;
    }
  }
}
