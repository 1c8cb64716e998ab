package np.server;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import np.api.Problem;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Role;
import np.server.audit.AuditEntry;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.EventSink;
import np.server.http.Feature;

/** Routes that do what a test wants: take effect, fail, stream. */
public final class ProbeFeature implements Feature {
  /** Opened by the test to let requests of kind {@code wait} go on. */
  public final CountDownLatch gate = new CountDownLatch(1);

  /** How many requests have come as far as the gate. */
  public final AtomicInteger waiting = new AtomicInteger();

  /** Whether the last stream's feed has ended. */
  public final AtomicBoolean streamEnded = new AtomicBoolean();

  private final Kernel kernel;

  public ProbeFeature(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * What to do.
   *
   * @param kind plain, refuse, refuse-after, crash, crash-after, wait, wait-after, settle-wait,
   *     refer, refer-refuse, refer-away, refer-wait
   */
  public record Order(String kind, String note) {}

  /** What was done. */
  public record Done(int effects) {}

  /** What must not be kept. */
  public record Shown(String once) {}

  /** An event. */
  public record Tick(int number) {}

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.post("/v1/probe")
            .needs(Role.DEVELOPER)
            .says("Does what a test wants")
            .takes(Order.class)
            .answers(200, Done.class)
            .by(this::order),
        ApiRoute.get("/v1/probe/{name}")
            .needs(Role.VIEWER)
            .says("Repeats")
            .query("text", "to repeat")
            .answers(200, Order.class)
            .by(r -> Answer.ok(new Order(r.path("name"), r.query("text").orElse("")))),
        ApiRoute.post("/v1/probe/upload")
            .needs(Role.DEVELOPER)
            .says("Counts bytes")
            .takes("application/gzip", 1_000)
            .answers(200, Done.class)
            .by(r -> Answer.ok(new Done(r.bodyStream().readAllBytes().length))),
        ApiRoute.post("/v1/probe/stream")
            .needs(Role.VIEWER)
            .says("Streams after an effect")
            .streams(Tick.class)
            .by(r -> Answer.events(sink -> sink.send("tick", new Tick(effect(r))))),
        ApiRoute.get("/v1/probe-stream")
            .needs(Role.VIEWER)
            .says("Streams one event, then waits")
            .query("fail", "whether to fail")
            .query("flood", "whether to send without end")
            .streams(Tick.class)
            .by(r -> Answer.events(sink -> stream(r, sink))));
  }

  private Answer order(ApiRequest request) throws InterruptedException {
    Order order = request.body(Order.class);
    return switch (order.kind()) {
      case "plain" -> Answer.ok(new Done(effect(request)));
      case "refuse" -> throw refusal();
      case "refuse-after" -> {
        effect(request);
        throw refusal();
      }
      case "problem" -> Answer.problem(Problem.of(refusal()));
      case "crash" -> throw new IllegalStateException("inner-detail");
      case "crash-after" -> {
        effect(request);
        throw new IllegalStateException("inner-detail");
      }
      case "wait" -> {
        await();
        yield Answer.ok(new Done(effect(request)));
      }
      case "wait-after" -> {
        Answer answer = Answer.ok(new Done(effect(request)));
        await();
        yield answer;
      }
      case "settle-wait" -> {
        Answer answer = settled(request);
        await();
        yield answer;
      }
      case "refer", "refer-refuse", "refer-away", "refer-wait" -> referred(request, order.kind());
      default -> throw new IllegalArgumentException(order.kind());
    };
  }

  private Answer referred(ApiRequest request, String kind) throws InterruptedException {
    Optional<String> made = request.claim().made();
    if (made.isPresent()) {
      return new Answer.ShownOnce(201, new Shown("unkept " + made.get()));
    }
    kernel
        .database()
        .change(
            handle -> {
              kernel.audit().record(handle, AuditEntry.of(request.principal(), "probe", ""));
              request.claim().refer(handle, "thing");
            });
    if (kind.equals("refer-refuse")) {
      throw refusal();
    }
    if (kind.equals("refer-away")) {
      throw new NpException.Unavailable(ErrorCode.ENGINE_UNAVAILABLE, "away", "wait");
    }
    if (kind.equals("refer-wait")) {
      await();
    }
    return new Answer.ShownOnce(201, new Shown("unkept thing"));
  }

  private void await() throws InterruptedException {
    waiting.incrementAndGet();
    gate.await();
  }

  private Answer settled(ApiRequest request) {
    Answer.Json answer = new Answer.Json(202, new Done(99));
    kernel
        .database()
        .change(
            handle -> {
              kernel.audit().record(handle, AuditEntry.of(request.principal(), "probe", ""));
              request.claim().settle(handle, answer);
            });
    return answer;
  }

  /** Keeps an audit event; how many there are now. */
  private int effect(ApiRequest request) {
    return kernel
        .database()
        .write(
            handle -> {
              kernel.audit().record(handle, AuditEntry.of(request.principal(), "probe", ""));
              return handle
                  .createQuery("SELECT count(*) FROM audit_events WHERE what = 'probe'")
                  .mapTo(Integer.class)
                  .one();
            });
  }

  private void stream(ApiRequest request, EventSink sink)
      throws java.io.IOException, InterruptedException {
    try {
      sink.send("tick", 7, new Tick(1));
      if (request.query("fail").isPresent()) {
        throw refusal();
      }
      while (request.query("flood").isPresent()) {
        sink.send("tick", new Tick(2));
      }
      new CountDownLatch(1).await();
    } finally {
      streamEnded.set(true);
    }
  }

  private static NpException refusal() {
    return new NpException.Conflict(ErrorCode.WRONG_STATE, "not now", "later");
  }
}
