package np.local.postgres.keep;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import np.local.storage.FileTree;
import np.model.ByteSize;
import np.model.DatabaseId;
import np.model.WantedDatabase;
import np.testkit.TestDatabases;

/**
 * Measures what np-local alone needs for databases; not a test. Arguments: what to measure, how
 * often, and for the branches with {@code volume} the size of one.
 */
final class KeeperBench {
  private final TestKeeper keeper;
  private int count;

  private KeeperBench(TestKeeper keeper) {
    this.keeper = keeper;
  }

  public static void main(String... arguments) throws Exception {
    Path home = Files.createTempDirectory("np-keeper-bench");
    TestKeeper keeper = new TestKeeper(home);
    try {
      KeeperBench bench = new KeeperBench(keeper);
      int times = Integer.parseInt(arguments[1]);
      switch (arguments[0]) {
        case "create" -> bench.create(times);
        case "wake" -> bench.wake(times);
        case "storm" -> bench.storm(times);
        case "idle" -> bench.idle(times);
        case "many" -> bench.many(times);
        case "branch" -> bench.branch(times, arguments.length > 2);
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    } finally {
      keeper.close();
      keeper.unmount();
      new FileTree(home).delete();
    }
  }

  private WantedDatabase next() {
    return TestDatabases.empty("db" + count++);
  }

  private void create(int times) throws Exception {
    List<Double> applied = new ArrayList<>();
    List<Double> answered = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      WantedDatabase wanted = next();
      long start = System.nanoTime();
      keeper.keeper().apply(wanted);
      applied.add(millis(start));
      select(wanted);
      answered.add(millis(start));
      keeper.keeper().suspend(wanted.id());
      Thread.sleep(300); // the pool is filled again
    }
    print("apply", applied);
    print("apply -> first row", answered);
  }

  private void wake(int times) throws Exception {
    WantedDatabase wanted = next();
    keeper.keeper().apply(wanted);
    select(wanted);
    List<Double> woken = new ArrayList<>();
    List<Double> slept = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      slept.add(time(() -> suspend(wanted.id())));
      woken.add(time(() -> select(wanted)));
    }
    print("suspend", slept);
    print("wake -> first row", woken);
  }

  private void storm(int times) throws Exception {
    List<WantedDatabase> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      WantedDatabase wanted = next();
      all.add(wanted);
      keeper.keeper().apply(wanted);
      select(wanted);
      keeper.keeper().suspend(wanted.id());
    }
    for (int i = 0; i < times; i++) {
      List<Double> each = new CopyOnWriteArrayList<>();
      long start = System.nanoTime();
      List<Thread> threads = new ArrayList<>();
      for (WantedDatabase wanted : all) {
        threads.add(Thread.ofVirtual().start(() -> each.add(quietly(() -> select(wanted)))));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      System.out.printf("100 wakes at once: %.0f ms%n", millis(start));
      print("  each", each);
      all.forEach(wanted -> keeper.keeper().suspend(wanted.id()));
    }
  }

  /** The proportional memory and the processor time of instances that nobody uses. */
  private void idle(int instances) throws Exception {
    for (int i = 0; i < instances; i++) {
      WantedDatabase wanted = next();
      keeper.keeper().apply(wanted);
      select(wanted);
    }
    Thread.sleep(3000);
    long before = cpuTicks();
    Thread.sleep(20_000);
    long ticks = cpuTicks() - before;
    System.out.printf(
        "%d idle: PSS %.2f MB each, processor %.2f %% of a core for all%n",
        instances, pss() / 1024.0 / instances, ticks / 100.0 / 20 * 100);
  }

  private static long pss() throws IOException {
    long sum = 0;
    for (Path process : postgres()) {
      for (String line : lines(process.resolve("smaps_rollup"))) {
        if (line.startsWith("Pss:")) {
          sum += Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    }
    return sum;
  }

  private static long cpuTicks() throws IOException {
    long sum = 0;
    for (Path process : postgres()) {
      for (String line : lines(process.resolve("stat"))) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        sum += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      }
    }
    return sum;
  }

  private static List<Path> postgres() throws IOException {
    List<Path> found = new ArrayList<>();
    try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path each : all) {
        String command = String.join("", lines(each.resolve("comm")));
        if (command.equals("postgres") || command.equals("bwrap")) {
          found.add(each);
        }
      }
    }
    return found;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Made and suspended one after the other, then np starts anew. */
  private void many(int times) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      WantedDatabase wanted = next();
      keeper.keeper().apply(wanted);
      select(wanted);
      keeper.keeper().suspend(wanted.id());
    }
    System.out.printf("%d made, used, suspended: %.1f s%n", times, millis(start) / 1000);
    System.out.printf("open again: %.0f ms%n", time(keeper::reopen));
    System.out.printf(
        "observe all: %.0f ms%n", time(() -> System.out.println(keeper.keeper().observe().size())));
  }

  private void branch(int times, boolean volume) throws Exception {
    if (volume) {
      System.out.println(keeper.keeper().prepareStorage(ByteSize.parse("20G")));
    }
    WantedDatabase parent = next();
    keeper.keeper().apply(parent);
    try (Connection connection = keeper.connect(parent)) {
      TestKeeper.execute(
          connection,
          "CREATE TABLE big AS SELECT i, repeat(md5(i::text), 30) AS t"
              + " FROM generate_series(1, 950000) i",
          "CHECKPOINT");
    } catch (SQLException e) {
      System.out.println(e.getMessage());
    }
    List<Double> answered = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      WantedDatabase branch = TestDatabases.branch("branch" + i, parent);
      answered.add(
          time(
              () -> {
                keeper.keeper().apply(branch);
                select(branch);
              }));
      keeper.keeper().remove(branch.id());
    }
    System.out.println(keeper.keeper().observe().getFirst().size());
    print("branch of a running one -> first row", answered);
  }

  private void suspend(DatabaseId id) {
    keeper.keeper().suspend(id);
  }

  /** Startup and one query in the least possible number of messages. */
  private void select(WantedDatabase wanted) {
    String path = keeper.keeper().catalog().wake(wanted.id()).path();
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(path));
      DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
      String label = wanted.label().value();
      byte[] body =
          ("user\0" + label + "\0database\0" + label + "\0\0").getBytes(StandardCharsets.UTF_8);
      ByteBuffer start = ByteBuffer.allocate(8 + body.length);
      start.putInt(8 + body.length).putInt(196_608).put(body);
      out.write(start.array());
      InputStream in = Channels.newInputStream(channel);
      DataInputStream data = new DataInputStream(in);
      until(data, 'Z');
      byte[] query = "select 1\0".getBytes(StandardCharsets.UTF_8);
      ByteBuffer ask = ByteBuffer.allocate(5 + query.length);
      ask.put((byte) 'Q').putInt(4 + query.length).put(query);
      out.write(ask.array());
      until(data, 'Z');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void until(DataInputStream in, char wanted) throws IOException {
    while (true) {
      int kind = in.readUnsignedByte();
      byte[] content = in.readNBytes(in.readInt() - 4);
      if (kind == 'E') {
        throw new IOException(new String(content, StandardCharsets.UTF_8));
      }
      if (kind == wanted) {
        return;
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double quietly(Work work) {
    try {
      return time(work);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static double time(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return millis(start);
  }

  private static double millis(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static void print(String what, List<Double> values) {
    double[] sorted = values.stream().mapToDouble(each -> each).sorted().toArray();
    System.out.printf(
        "%s: p50 %.1f ms, p95 %.1f ms, least %.1f, most %.1f, n %d%n",
        what,
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * 0.95)],
        sorted[0],
        sorted[sorted.length - 1],
        sorted.length);
  }
}
