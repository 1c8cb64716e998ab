package np.local.link;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.LogLine;
import np.model.OneOff;
import np.model.Workload;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import np.spi.Engine;
import np.spi.ExecRequest;
import np.spi.LogQuery;
import np.spi.LogSubscription;
import np.spi.Preview;
import np.spi.Session;
import np.spi.Subscription;
import np.spi.Terminal;

/**
 * The engine of a node in another process. What is watched and one-offs under way survive the
 * node's restart: the client connects again and goes on.
 */
public final class EngineClient implements Engine {
  private static final Duration TO_ANSWER = Duration.ofSeconds(10);
  private static final Duration TO_WRITE = Duration.ofSeconds(65);

  private final LinkClient link;

  /**
   * @param socket of the node
   */
  public EngineClient(Path socket) {
    this.link = new LinkClient(socket, ErrorCode.ENGINE_UNAVAILABLE);
  }

  @Override
  public Preview preview(Workload wanted) {
    return link.call(new Call.DoPreview(wanted), Reply.Previewed.class, TO_ANSWER).preview();
  }

  @Override
  public void apply(Workload wanted) {
    link.call(new Call.Apply(wanted), Reply.Done.class, TO_WRITE);
  }

  @Override
  public void remove(WorkloadId id, Duration grace) {
    link.call(new Call.Remove(id, grace), Reply.Done.class, TO_WRITE);
  }

  @Override
  public List<WorkloadStatus> observe() {
    return link.call(new Call.ObserveAll(), Reply.Statuses.class, TO_ANSWER).statuses();
  }

  @Override
  public Optional<WorkloadStatus> observe(WorkloadId id) {
    return link.call(new Call.Observe(id), Reply.Statuses.class, TO_ANSWER).statuses().stream()
        .findFirst();
  }

  /** Keeps trying while the node is away, from the beginning on. */
  @Override
  public Subscription watch(Consumer<WorkloadStatus> sink) {
    return new Persistence(link, new StatusStream(link, sink)).start();
  }

  @Override
  public LogSubscription logs(LogQuery query, Consumer<LogLine> sink) {
    return LogStream.open(link, query, sink);
  }

  @Override
  public void start(OneOff task) {
    link.call(new Call.Start(task), Reply.Done.class, TO_WRITE);
  }

  /** Joins the task again when the node is restarted meanwhile. */
  @Override
  public Exit run(OneOff task, Consumer<LogLine> sink) {
    return new RunStream(link, sink).untilExit(new Call.Run(task), RunStream.Loss.JOIN_AGAIN);
  }

  @Override
  public Exit exec(ExecRequest request, Consumer<LogLine> sink) {
    return new RunStream(link, sink).untilExit(new Call.Exec(request), RunStream.Loss.FAIL);
  }

  @Override
  public Session attach(OneOff task, Optional<Terminal> terminal) {
    return SessionStream.open(link, new Call.Attach(task, terminal));
  }

  @Override
  public Session attach(ExecRequest request, Optional<Terminal> terminal) {
    return SessionStream.open(link, new Call.AttachBeside(request, terminal));
  }
}
