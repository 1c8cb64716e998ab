package np.server.apps;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import np.model.AppId;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.ProcessName;
import np.model.ReleaseNumber;
import np.server.apps.AppState.Power;
import np.server.apps.Changes.Order;
import np.server.apps.Deployment.Kind;
import org.jdbi.v3.core.Handle;

/** The rules of what can be done with an app that was deployed: scale, stop, restart, roll back. */
public final class Operations {
  private static final int MOST = 1000;

  private final Changes changes;
  private final ReleaseStore releases = new ReleaseStore();

  public Operations(Changes changes) {
    this.changes = changes;
  }

  /** Sets how many instances of processes run. */
  public Outcome scale(AppId id, Map<ProcessName, Integer> counts, String by) {
    return changes
        .database()
        .write(
            handle -> {
              App app = changes.lockIdle(handle, id);
              Release release = current(handle, app);
              Map<ProcessName, Integer> file = release.summary().processes();
              Map<ProcessName, Scaled> scale = new HashMap<>(app.state().scale());
              List<String> lines = new ArrayList<>();
              counts.forEach(
                  (process, count) -> {
                    int live = live(app, file, process);
                    if (live != checked(count)) {
                      lines.add("scale." + process + " " + live + " → " + count);
                      put(scale, process, new Scaled(count, by, changes.now()), file);
                    }
                  });
              return lines.isEmpty()
                  ? new Outcome.Unchanged(app, Kind.SCALE)
                  : started(
                      handle,
                      new Order(
                          app, Kind.SCALE, app.state().withScale(scale), lines, changes.stamp(by)));
            });
  }

  private static int live(App app, Map<ProcessName, Integer> file, ProcessName process) {
    Integer written = file.get(process);
    if (written == null) {
      throw new NpException.NotFound(
          ErrorCode.NO_PROCESS,
          app.id().app() + " has no process " + process,
          "it has: " + names(file.keySet()));
    }
    Scaled scaled = app.state().scale().get(process);
    return scaled == null ? written : scaled.count();
  }

  private static String names(Set<ProcessName> processes) {
    List<String> names = processes.stream().map(ProcessName::value).sorted().toList();
    return names.isEmpty() ? "files only, nothing that runs" : String.join(", ", names);
  }

  private static int checked(int count) {
    if (count < 0 || count > MOST) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "scale " + count + " is out of range", "write 0 to " + MOST);
    }
    return count;
  }

  /** Back to what the file says: then there is nothing live to keep. */
  private static void put(
      Map<ProcessName, Scaled> scale,
      ProcessName process,
      Scaled scaled,
      Map<ProcessName, Integer> file) {
    if (Integer.valueOf(scaled.count()).equals(file.get(process))) {
      scale.remove(process);
    } else {
      scale.put(process, scaled);
    }
  }

  /** Ends what runs; the app stays. */
  public Outcome stop(AppId id, String by) {
    return power(id, Kind.STOP, Power.OFF, by);
  }

  /** Runs it again as it was before {@link #stop}. */
  public Outcome start(AppId id, String by) {
    return power(id, Kind.START, Power.ON, by);
  }

  private Outcome power(AppId id, Kind kind, Power power, String by) {
    return changes
        .database()
        .write(
            handle -> {
              App app = changes.lockIdle(handle, id);
              current(handle, app);
              return app.state().power() == power
                  ? new Outcome.Unchanged(app, kind)
                  : started(
                      handle,
                      new Order(
                          app, kind, app.state().withPower(power), List.of(), changes.stamp(by)));
            });
  }

  /** Replaces the instances of one process, or of all. */
  public Outcome restart(AppId id, Optional<ProcessName> only, String by) {
    return changes
        .database()
        .write(
            handle -> {
              App app = changes.lockIdle(handle, id);
              Map<ProcessName, Integer> file = current(handle, app).summary().processes();
              refuseStopped(app);
              only.ifPresent(process -> live(app, file, process));
              Set<ProcessName> processes = only.map(Set::of).orElse(file.keySet());
              return processes.isEmpty()
                  ? new Outcome.Unchanged(app, Kind.RESTART)
                  : started(
                      handle,
                      new Order(
                          app,
                          Kind.RESTART,
                          app.state().withRestart(processes),
                          List.of("restart " + names(processes)),
                          changes.stamp(by)));
            });
  }

  private static void refuseStopped(App app) {
    if (app.state().power() == Power.OFF) {
      throw new NpException.Conflict(
          ErrorCode.WRONG_STATE,
          app.id().app() + " is stopped",
          "start it: np start " + app.id().app());
    }
  }

  /** Points the app to a kept release, or to the one before the current. */
  public Outcome rollback(AppId id, Optional<ReleaseNumber> wanted, String by) {
    return changes
        .database()
        .write(
            handle -> {
              App app = changes.lockIdle(handle, id);
              Release now = current(handle, app);
              Release target =
                  wanted
                      .map(number -> kept(handle, id, number))
                      .orElseGet(() -> before(handle, now));
              return target.number().equals(now.number())
                  ? new Outcome.Unchanged(app, Kind.ROLLBACK)
                  : started(
                      handle,
                      new Order(
                          app,
                          Kind.ROLLBACK,
                          back(app, target),
                          List.of(now.number() + " → " + target.number()),
                          changes.stamp(by)));
            });
  }

  private static AppState back(App app, Release target) {
    return app.state()
        .withRelease(target.number())
        .withLinks(
            FileLinks.after(app.id().app(), SpecTexts.of(target.content()), app.state().links()));
  }

  private Release kept(Handle handle, AppId id, ReleaseNumber number) {
    Release release =
        releases.find(handle, id, number).orElseThrow(() -> noRelease(id, number + " is unknown"));
    return switch (release.state()) {
      case KEPT -> release;
      case PENDING, FAILED -> throw noRelease(id, number + " never served");
      case SWEPT -> throw noRelease(id, number + " is too old: its files are gone");
    };
  }

  private Release before(Handle handle, Release now) {
    return releases.list(handle, now.app()).stream()
        .filter(each -> each.state() == Release.State.KEPT)
        .filter(each -> each.number().compareTo(now.number()) < 0)
        .findFirst()
        .orElseThrow(() -> noRelease(now.app(), "nothing was kept before " + now.number()));
  }

  private static NpException.NotFound noRelease(AppId id, String why) {
    return new NpException.NotFound(
        ErrorCode.NO_RELEASE, why, "np releases " + id.app() + " lists what was kept");
  }

  private Release current(Handle handle, App app) {
    return app.state()
        .release()
        .flatMap(number -> releases.find(handle, app.id(), number))
        .orElseThrow(() -> Changes.notDeployed(app));
  }

  private Outcome started(Handle handle, Order order) {
    return new Outcome.Started(changes.open(handle, order));
  }
}
