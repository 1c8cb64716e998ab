package np.local.supervise;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import np.local.catalog.NodeCatalog;
import np.plan.RolloutAction;
import np.plan.RolloutPlanner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one workload as it is wanted, on a thread of its own: takes what happened, writes it down,
 * plans, writes down what it is about to do, does it, tells the catalog and the status board. Costs
 * nothing while nothing happens.
 */
final class WorkloadLoop {
  private static final Logger LOG = LoggerFactory.getLogger(WorkloadLoop.class);
  private static final Duration FOREVER = Duration.ofDays(1);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final LoopMailbox mailbox;
  private final WorkloadState state;
  private final InstantSource clock;
  private final Parts parts;
  private final Thread thread;

  /** What the loop puts together. */
  record Parts(
      EventHandler events,
      PlanExecutor executor,
      NodeCatalog catalog,
      StatusBoard board,
      Runnable whenGone) {}

  WorkloadLoop(LoopMailbox mailbox, WorkloadState state, InstantSource clock, Parts parts) {
    this.mailbox = mailbox;
    this.state = state;
    this.clock = clock;
    this.parts = parts;
    this.thread = Thread.ofVirtual().name("loop " + state.id()).unstarted(this::run);
  }

  /** Makes what is remembered visible, before anything else is done. */
  void show() {
    StatusRenderer renderer = new StatusRenderer(state);
    parts.catalog().publish(renderer.endpoints());
    parts.board().publish(renderer.status());
  }

  void start() {
    thread.start();
  }

  /** Whether the loop will see it; otherwise it has just ended. */
  boolean post(LoopEvent event) {
    return mailbox.post(event);
  }

  /** Waits until it has ended by itself. */
  void awaitEnd() throws InterruptedException {
    thread.join();
  }

  WorkloadState state() {
    return state;
  }

  /** Stops supervising after the pass under way; what runs goes on running. */
  void close() throws InterruptedException {
    mailbox.close();
    thread.join();
    state.letGo();
  }

  private void run() {
    try {
      Duration pause = Duration.ZERO;
      while (!isGone() && !mailbox.isClosed()) {
        pause = pass(mailbox.poll(pause));
      }
      if (isGone()) {
        retire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void retire() {
    try {
      parts.catalog().forget(state.id());
      parts.board().retire(new StatusRenderer(state).status());
      state.delete();
    } finally {
      parts.whenGone().run();
    }
  }

  private boolean isGone() {
    return state.record().removeBy().isPresent()
        && state.record().instances().isEmpty()
        && mailbox.closeIfEmpty();
  }

  /** One look; how long nothing needs to be done unless something happens. */
  private Duration pass(List<LoopEvent> events) {
    try {
      events.forEach(parts.events()::handle);
      show();
      parts.events().acknowledge();
      Duration pause = reconcile();
      recovered();
      return pause;
    } catch (RuntimeException e) {
      stuck(e);
      return RETRY;
    }
  }

  /** Told once, however long it lasts: nothing that is decided can be done meanwhile. */
  private void stuck(RuntimeException why) {
    String before = state.trouble();
    state.troubled(String.valueOf(why.getMessage()));
    if (!state.trouble().equals(before)) {
      LOG.error("workload={} state=stuck: {}", state.id(), why.toString(), why);
      show();
    }
  }

  private void recovered() {
    if (!state.trouble().isEmpty()) {
      LOG.info("workload={} state=recovered", state.id());
      state.troubled("");
      show();
    }
  }

  private Duration reconcile() {
    List<RolloutAction> plan = plan();
    while (parts.executor().decide(plan)) {
      state.save();
      show();
      parts.executor().perform();
      state.save();
      plan = plan();
    }
    state.save();
    show();
    return pause(plan);
  }

  private List<RolloutAction> plan() {
    WorkloadRecord record = state.record();
    return RolloutPlanner.plan(record.goal(), record.observed(), clock.instant());
  }

  private Duration pause(List<RolloutAction> plan) {
    Instant now = clock.instant();
    return plan.stream()
        .filter(RolloutAction.Wait.class::isInstance)
        .map(RolloutAction.Wait.class::cast)
        .map(wait -> Duration.between(now, wait.until()))
        .min(Duration::compareTo)
        .filter(wait -> wait.compareTo(FOREVER) < 0)
        .orElse(FOREVER);
  }
}
