package np.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A branch of a running database of 1 GB, to its first answer, on each kind of storage. */
final class DatabaseBranchFigure implements Figure {
  /** By a client and a platform that have done this before, of a parent whose data are on disk. */
  private static final Effort SHARED = new Effort(3, 9);

  /** Each writes a gigabyte: with more of them it is the disk that is measured. */
  private static final Effort COPIED = new Effort(0, 7);

  /** How many rounds do not count, and how many do. */
  private record Effort(int warmUp, int times) {
    String note() {
      return warmUp == 0 ? "" : "; after " + warmUp + " that do not count";
    }
  }

  private static final int ROWS = 1_000_000;

  @Override
  public String name() {
    return "db-branch";
  }

  @Override
  public String group() {
    return "databases";
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    List<Result> results = new ArrayList<>();
    results.add(onBtrfs(platform));
    results.add(onXfs(platform));
    platform.reset();
    platform.np("server", "start");
    results.add(branches(platform, copy(), COPIED));
    return results;
  }

  private Result onBtrfs(Platform platform) throws Exception {
    if (!isRoot() || Program.find("mkfs.btrfs").isEmpty()) {
      return Result.absent(btrfs(), "needs root and btrfs-progs");
    }
    platform.np("server", "start");
    platform.np("storage", "init", "--size", "20G");
    return branches(platform, btrfs(), SHARED);
  }

  private Result onXfs(Platform platform) throws Exception {
    if (!isRoot() || Program.find("mkfs.xfs").isEmpty()) {
      return Result.absent(xfs(), "needs root and xfsprogs");
    }
    platform.reset();
    try (LoopFileSystem _ = LoopFileSystem.xfs(platform.scratch(), platform.home())) {
      platform.np("server", "start");
      Result result = branches(platform, xfs(), SHARED);
      platform.np("server", "stop");
      return result;
    }
  }

  private static Result branches(Platform platform, Target target, Effort effort) throws Exception {
    try (Databases databases = new Databases(platform)) {
      String url = databases.create("big", "never", "1G");
      fill(url);
      Sql.warmUp(url, Sql.Tls.OFF);
      int[] next = {0};
      try (Sql inUse = Sql.connect(url, Sql.Tls.OFF)) {
        for (int i = 0; i < effort.warmUp; i++) {
          branch(databases, next[0]++);
        }
        Samples samples = Samples.of(effort.times, () -> branch(databases, next[0]++));
        String size = inUse.one("select pg_size_pretty(pg_database_size(current_database()))");
        return Result.median(
            target, samples, "request → first row; the parent has " + size + effort.note());
      }
    }
  }

  private static double branch(Databases databases, int number) throws Exception {
    long begun = System.nanoTime();
    String branch = databases.branch("big", "branch-" + number);
    Sql.firstRow(branch, Sql.Tls.OFF);
    return (System.nanoTime() - begun) / 1e6;
  }

  private static void fill(String url) throws SQLException {
    try (Sql sql = Sql.connect(url, Sql.Tls.OFF)) {
      sql.run("create table big (id int primary key, filling text)");
      sql.run(
          "insert into big select n, repeat(md5(n::text), 28) from generate_series(1, %d) n"
              .formatted(ROWS));
      sql.run("vacuum (freeze, analyze) big"); // else autovacuum does it while branches are made
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private Target btrfs() {
    return target("48-branch-btrfs", "btrfs", 150, 60);
  }

  private Target xfs() {
    return target("48-branch-reflink", "XFS reflink", 500, 300);
  }

  private Target copy() {
    return target("48-branch-copy", "plain copy", 1500, 800);
  }

  private Target target(String key, String storage, double reach, double aim) {
    String title = "branch of a running 1 GB database → first query, " + storage;
    return Target.atMost(key, title, reach, aim, "ms").by(name());
  }
}
