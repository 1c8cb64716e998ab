package np.bench;

import java.util.List;
import java.util.Locale;

/** A thousand databases, one after another, and what they cost when all sleep. */
final class DatabaseManyFigure implements Figure {
  private static final int MANY = 1000;

  @Override
  public String name() {
    return "db-many";
  }

  @Override
  public String group() {
    return "databases";
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    platform.np("server", "start");
    try (Databases databases = new Databases(platform)) {
      databases.create("first", "10s");
      double diskBefore = disk(platform);
      double memoryBefore = memory(platform);
      long begun = System.nanoTime();
      for (int i = 0; i < MANY; i++) {
        databases.create("many-" + i, "10s");
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      double each = (disk(platform) - diskBefore) / MANY;
      awaitSleep(platform);
      double memory = memory(platform) - memoryBefore;
      double listing = Samples.of(10, () -> platform.np("db", "list").millis()).median();
      return List.of(
          one("50-many", MANY + " databases created one after another", 60, "s", seconds),
          one("51-many-disk", "the disk that each takes", 10, "MB", each),
          one(
              "52-many-memory",
              "memory of np when all of them sleep, more than before",
              0,
              "MB",
              memory),
          one("53-many-list", "`np db list` of them", 500, "ms", listing));
    }
  }

  private Result one(String key, String title, double aim, String unit, double value) {
    Target target = Target.measured(key, title, aim, unit).by(name());
    return Result.median(target, new Samples(List.of(value)), "");
  }

  private static void awaitSleep(Platform platform) throws Exception {
    var processes = new DatabaseIdleFigure.InstanceProcesses(platform.home());
    long end = System.nanoTime() + 180_000_000_000L;
    while (processes.megabytes() > 0) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            String.format(Locale.ROOT, "%.0f MB of instances never sleep", processes.megabytes()));
      }
      Thread.sleep(1000);
    }
  }

  private static double disk(Platform platform) throws Exception {
    String du =
        Program.run(
            Program.find("du").orElseThrow().toString(),
            "-sk",
            platform.home().resolve("databases").toString());
    return Double.parseDouble(du.split("\\s", 2)[0]) / 1024;
  }

  private static double memory(Platform platform) {
    return Processes.sum(new Processes(platform.home()).megabytes(), "server", "node", "edge");
  }
}
