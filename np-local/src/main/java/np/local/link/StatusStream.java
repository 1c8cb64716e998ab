package np.local.link;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import np.model.NpException;
import np.model.Rollout;
import np.model.WorkloadId;
import np.model.WorkloadStatus;

/** Passes on what a node says about its workloads, and what it does not say any more. */
final class StatusStream implements Persistence.Conversation {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LinkClient link;
  private final Consumer<WorkloadStatus> sink;
  private final Map<WorkloadId, WorkloadStatus> known = new HashMap<>();

  StatusStream(LinkClient link, Consumer<WorkloadStatus> sink) {
    this.link = link;
    this.sink = sink;
  }

  @Override
  public void hold(LinkConnection connection) throws IOException {
    endVanished();
    connection.send(new Call.WatchEngine());
    while (true) {
      WorkloadStatus status = link.expect(connection, Reply.Status.class).status();
      known.put(status.id(), status);
      sink.accept(status);
    }
  }

  /** Workloads that were removed while nobody listened. */
  private void endVanished() throws IOException {
    Set<WorkloadId> left = new HashSet<>();
    try {
      link.call(new Call.ObserveAll(), Reply.Statuses.class, PATIENCE)
          .statuses()
          .forEach(status -> left.add(status.id()));
    } catch (NpException e) {
      throw new IOException(e);
    }
    for (WorkloadStatus each : List.copyOf(known.values())) {
      if (!left.contains(each.id())) {
        known.remove(each.id());
        sink.accept(
            new WorkloadStatus(
                each.id(), 0, each.fingerprint(), new Rollout.Complete(), List.of()));
      }
    }
  }
}
