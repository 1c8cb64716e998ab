package np.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What np itself holds in memory, idle, with ten apps; and for each instance that runs. */
final class MemoryFigure implements Figure {
  private static final int APPS = 10;
  private static final int INSTANCES = 20;
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final String[] PLATFORM = {"server", "node", "edge", "postgres"};

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    for (int i = 0; i < APPS; i++) {
      platform.np("deploy", "" + platform.site("app-" + i, "<p>app " + i));
    }
    return List.of(idle(platform), instances(platform));
  }

  private Result idle(Platform platform) throws Exception {
    Target target =
        Target.atMost(
                "5-memory", "server + node + edge + PostgreSQL, idle, 10 apps: PSS", 350, 200, "MB")
            .by(name());
    Processes processes = new Processes(platform.home());
    Thread.sleep(IDLE);
    Samples samples =
        Samples.of(
            5,
            () -> {
              Thread.sleep(Duration.ofSeconds(2));
              return Processes.sum(processes.megabytes(), PLATFORM);
            });
    return Result.median(target, samples, "MB of " + Processes.show(processes.megabytes()));
  }

  private Result instances(Platform platform) throws Exception {
    Target target =
        Target.atMost("6-instance", "resident overhead per running instance: PSS", 1, 0, "MB")
            .by(name());
    Path worker = Files.createDirectories(platform.scratch().resolve("sites/sleeper"));
    Files.writeString(
        worker.resolve("np.yaml"),
        "app: sleeper\nprocesses:\n  worker:\n    run: exec sleep 100000\n");
    platform.np("deploy", "" + worker);
    Processes processes = new Processes(platform.home());
    Thread.sleep(IDLE);
    Map<String, Double> one = processes.megabytes();
    platform.np("scale", "sleeper", "worker=" + (1 + INSTANCES));
    Thread.sleep(IDLE);
    Map<String, Double> many = processes.megabytes();
    double sandboxes = (Processes.sum(many, "bwrap") - Processes.sum(one, "bwrap")) / INSTANCES;
    double programs = (Processes.sum(many, PLATFORM) - Processes.sum(one, PLATFORM)) / INSTANCES;
    String note =
        "MB of each: sandbox (bwrap) %.2f, np's programs %.2f; %d instances of sleep(1) more"
            .formatted(sandboxes, programs, INSTANCES);
    return Result.median(target, new Samples(List.of(sandboxes + programs)), note);
  }
}
