package np.local.postgres.instance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import np.local.postgres.PostgresProgram;
import np.local.postgres.PostgresUser;
import np.local.process.Tools;
import np.local.storage.FileTree;
import np.model.PostgresVersion;

/**
 * Makes a data directory to copy, with initdb(1) and postgres(1) in single-user mode: a database
 * and its owner under {@link Names#OF_TEMPLATE}, so that making one is giving them a name.
 *
 * @param release that makes it
 * @param uid whoever does the work where np is root; empty: np's own user
 */
public record TemplateMaking(PostgresRelease release, OptionalInt uid) {

  /** Into this directory, which does not exist. */
  public void make(Path data) throws IOException {
    new FileTree(data).create("rwx------");
    PostgresUser user = new PostgresUser(Tools.SYSTEM, uid);
    user.giveNamed(data);
    List<Path> directories = List.of(release.directory(), data);
    new PostgresProgram(user.runNamed(directories, initdb(data))).run();
    new PostgresProgram(user.runNamed(directories, single(data))).run(statements());
  }

  private List<String> initdb(Path data) {
    return List.of(
        release.program("initdb").toString(),
        "--pgdata=" + data,
        "--username=" + SqlSession.USER,
        "--auth=reject",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--wal-segsize=1",
        "--sync-method=syncfs",
        "--data-checksums",
        "--set=min_wal_size=2MB",
        "--set=wal_recycle=off",
        "--set=max_wal_size=32MB");
  }

  private List<String> single(Path data) {
    List<String> line =
        new ArrayList<>(List.of(release.program("postgres").toString(), "--single", "-j", "-D"));
    line.add(data.toString());
    line.addAll(List.of("-c", "fsync=off", "-c", "min_wal_size=2MB", "-c", "wal_recycle=off"));
    if (release.version() == PostgresVersion.V18) {
      line.addAll(List.of("-c", "io_method=sync"));
    }
    line.add("postgres");
    return line;
  }

  /** With -j a statement ends at an empty line. */
  private static String statements() {
    Names names = Names.OF_TEMPLATE;
    return String.join(
        ";\n\n",
        "CREATE ROLE " + names.owner() + " LOGIN CREATEROLE CREATEDB",
        "GRANT pg_monitor, pg_signal_backend TO " + names.owner(),
        "CREATE DATABASE " + names.database() + " OWNER " + names.owner(),
        "CHECKPOINT",
        "");
  }
}
