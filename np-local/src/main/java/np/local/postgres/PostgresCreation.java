package np.local.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import np.local.storage.FileTree;

/** Makes the data directory, once, with initdb(1) or from a template. */
final class PostgresCreation {
  private final PostgresLayout layout;
  private final PostgresUser user;
  private final RandomGenerator random;

  PostgresCreation(PostgresLayout layout, PostgresUser user, RandomGenerator random) {
    this.layout = layout;
    this.user = user;
    this.random = random;
  }

  /** In a directory beside, so that half of it is never taken for whole. */
  void create() throws IOException {
    Path fresh = fresh();
    new FileTree(fresh).create("rwx------");
    Path password = layout.socketDirectory().resolve("password");
    write(layout.password(), newPassword());
    write(password, Files.readString(layout.password()));
    user.giveNamed(fresh);
    user.giveNamed(layout.socketDirectory());
    new PostgresProgram(
            user.runNamed(
                List.of(layout.binaries(), fresh, layout.socketDirectory()),
                List.of(
                    layout.program("initdb").toString(),
                    "--pgdata=" + fresh,
                    "--username=" + PostgresInstance.USER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--wal-segsize=4",
                    "--sync-method=syncfs",
                    "--data-checksums")))
        .run();
    Files.delete(password);
    install(fresh);
  }

  /** From one that was made and stopped before; it gets a password of its own. */
  void copy(PostgresTemplate template) throws IOException {
    Path fresh = fresh();
    new FileTree(template.data()).copyTo(fresh);
    new FileTree(fresh).permit("rwx------", "rw-------");
    user.giveNamed(fresh);
    String password = newPassword();
    new PostgresProgram(
            user.runNamed(
                List.of(layout.binaries(), fresh),
                List.of(
                    layout.program("postgres").toString(),
                    "--single",
                    "-D",
                    fresh.toString(),
                    "postgres")))
        .run("ALTER ROLE " + PostgresInstance.USER + " PASSWORD '" + password + "'\n");
    write(layout.password(), password);
    install(fresh);
  }

  private Path fresh() throws IOException {
    Path fresh = layout.data().resolveSibling("pg.new");
    new FileTree(fresh).delete();
    return fresh;
  }

  private void install(Path fresh) throws IOException {
    user.give(fresh);
    new FileTree(layout.data()).delete();
    Files.move(fresh, layout.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private String newPassword() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static void write(Path file, String content) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, content, StandardCharsets.UTF_8);
  }
}
