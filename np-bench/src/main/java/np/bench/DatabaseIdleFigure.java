package np.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a database costs that runs and has nothing to do. */
final class DatabaseIdleFigure implements Figure {
  private static final int INSTANCES = 100;
  private static final Duration SETTLE = Duration.ofSeconds(20);
  private static final Duration WATCH = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "db-idle";
  }

  @Override
  public String group() {
    return "databases";
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    platform.np("server", "start");
    try (Databases databases = new Databases(platform)) {
      for (int i = 0; i < INSTANCES; i++) {
        Sql.firstRow(databases.create("idle-" + i, "never"), Sql.Tls.OFF);
      }
      Thread.sleep(SETTLE);
      InstanceProcesses processes = new InstanceProcesses(platform.home());
      double before = processes.cpuSeconds();
      Thread.sleep(WATCH);
      double share = (processes.cpuSeconds() - before) / WATCH.toSeconds() * 100;
      double megabytes = processes.megabytes() / INSTANCES;
      return List.of(
          Result.median(memory(), new Samples(List.of(megabytes)), INSTANCES + " at once"),
          Result.median(cpu(), new Samples(List.of(share)), "over " + WATCH.toSeconds() + " s"));
    }
  }

  private Target memory() {
    return Target.atMost("46-idle", "idle running instance: PSS", 8, 5, "MB").by(name());
  }

  private Target cpu() {
    return Target.atMost(
            "47-idle-cpu", "processor of " + INSTANCES + " idle instances", 2, 1, "% of a core")
        .by(name());
  }

  /**
   * The processes of database instances, sandboxes included.
   *
   * @param home of the platform
   */
  record InstanceProcesses(Path home) {
    private static final double TICKS_PER_SECOND = 100;

    double megabytes() {
      return pids().stream().mapToDouble(Processes::pss).sum();
    }

    /** Processor time that they have used, in user and kernel mode (proc_pid_stat(5)). */
    double cpuSeconds() {
      return pids().stream().mapToDouble(InstanceProcesses::ticks).sum() / TICKS_PER_SECOND;
    }

    private List<Long> pids() {
      String directory = home.resolve("databases").toString();
      return ProcessHandle.allProcesses()
          .map(ProcessHandle::pid)
          .filter(pid -> Processes.belongsBelow(pid, directory))
          .toList();
    }

    private static double ticks(long pid) {
      String stat = Processes.read(Path.of("/proc", "" + pid, "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
      return fields.length < 13
          ? 0
          : Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
    }
  }
}
