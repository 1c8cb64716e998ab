package np.testkit.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A load that is running: one thread that keeps time, and a virtual thread for each request. */
final class Load implements OpenLoop.Running {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int MAX_SAMPLES = 10;

  private final Plan plan;
  private final String salt = HexFormat.of().toHexDigits(System.nanoTime());
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final Map<Failure, AtomicLong> failures = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> releases = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> instances = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> samples = new ConcurrentLinkedQueue<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong succeeded = new AtomicLong();
  private final Histogram latency = new Histogram();
  private final Thread pacer = Thread.ofPlatform().daemon().name("open-loop").unstarted(this::pace);
  private volatile boolean stopped;

  /** What to send where. */
  record Plan(
      InetSocketAddress address, String host, int rate, @Nullable String tenant, Reuse reuse) {}

  /** What becomes of a connection after an answer. */
  enum Reuse {
    KEPT,
    CLOSED
  }

  Load(Plan plan) {
    this.plan = plan;
  }

  void start() {
    pacer.start();
  }

  private void pace() {
    long start = System.nanoTime();
    for (long n = 0; !stopped; n++) {
      long due = start + n * 1_000_000_000L / plan.rate;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      String id = salt + "-" + n;
      requests.execute(() -> send(id, due));
    }
  }

  private void send(String id, long due) {
    Connection connection = null;
    try {
      connection = connection();
      Connection.Answer answer = connection.get(plan.host, id, TIMEOUT_MILLIS);
      judge(id, answer, System.nanoTime() - due);
      if (connection.isReusable() && plan.reuse == Reuse.KEPT) {
        idle.addFirst(connection);
      } else {
        connection.close();
      }
    } catch (IOException | NumberFormatException e) {
      fail(Connection.kind(e, connection), id + ": " + e);
      if (connection != null) {
        connection.close();
      }
    } finally {
      sent.incrementAndGet();
    }
  }

  private Connection connection() throws IOException {
    Connection kept = idle.pollFirst();
    while (kept != null && !kept.isOpen()) {
      kept.close();
      kept = idle.pollFirst();
    }
    return kept == null ? new Connection(plan.address, TIMEOUT_MILLIS) : kept;
  }

  private void judge(String id, Connection.Answer answer, long nanos) {
    String[] words = answer.body().strip().split(" ", -1);
    String said = id + ": " + answer.status() + " " + answer.body().strip();
    if (answer.status() >= 500) {
      fail(Failure.SERVER_ERROR, said);
    } else if (answer.status() != 200) {
      fail(Failure.STATUS, said);
    } else if (words.length != 4 || !words[3].equals(id) || isForeign(words[0])) {
      fail(Failure.MIXED_UP, said);
    } else if (nanos > TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS)) {
      fail(Failure.TIMEOUT, said);
    } else {
      latency.add(nanos);
      count(releases, words[1]);
      count(instances, words[2]);
      succeeded.incrementAndGet();
    }
  }

  private boolean isForeign(String tenant) {
    return plan.tenant != null && !plan.tenant.equals(tenant);
  }

  private void fail(Failure kind, String sample) {
    failures.computeIfAbsent(kind, k -> new AtomicLong()).incrementAndGet();
    if (samples.size() < MAX_SAMPLES) {
      samples.add(kind + " " + sample);
    }
  }

  private static void count(Map<String, AtomicLong> counts, String name) {
    counts.computeIfAbsent(name, n -> new AtomicLong()).incrementAndGet();
  }

  @Override
  public long sent() {
    return sent.get();
  }

  @Override
  public long failed() {
    return failures.values().stream().mapToLong(AtomicLong::get).sum();
  }

  @Override
  public void await(long more, Duration limit) throws InterruptedException {
    long wanted = sent.get() + more;
    long until = System.nanoTime() + limit.toNanos();
    while (sent.get() < wanted && System.nanoTime() - until < 0) {
      Thread.sleep(5);
    }
  }

  @Override
  public LoadReport stop() {
    stopped = true;
    try {
      pacer.join();
      requests.shutdown();
      if (!requests.awaitTermination(TIMEOUT_MILLIS + 1_000, TimeUnit.MILLISECONDS)) {
        requests.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    idle.forEach(Connection::close);
    return report();
  }

  private LoadReport report() {
    Map<Failure, Long> failed = new EnumMap<>(Failure.class);
    failures.forEach((kind, count) -> failed.put(kind, count.get()));
    return new LoadReport(
        sent.get(),
        succeeded.get(),
        failed,
        values(releases),
        values(instances),
        List.copyOf(samples),
        latency::quantile);
  }

  private static Map<String, Long> values(Map<String, AtomicLong> counts) {
    Map<String, Long> values = new ConcurrentHashMap<>();
    counts.forEach((name, count) -> values.put(name, count.get()));
    return values;
  }
}
