package np.local.supervise;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import np.local.catalog.NodeCatalog;
import np.model.InstanceId;

/** Waits beside the loop until nothing is in flight to a draining instance. */
record DrainWatch(NodeCatalog catalog, InstantSource clock, LoopMailbox mailbox) {

  void begin(InstanceId id, Instant until) {
    Thread.ofVirtual().name("drain").start(() -> await(id, until));
  }

  private void await(InstanceId id, Instant until) {
    try {
      if (catalog.awaitDrained(id, Duration.between(clock.instant(), until))) {
        mailbox.post(new LoopEvent.Drained(id));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
