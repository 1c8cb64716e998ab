package np.local.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import np.local.storage.HomeLayout;
import np.model.AppId;
import np.model.AppName;
import np.model.InstanceId;
import np.model.LogLine;
import np.model.ProcessName;
import np.model.ReleaseNumber;
import np.model.TenantName;
import np.spi.LogQuery;
import np.spi.LogSubscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogStoreTest {
  private static final AppId APP = new AppId(new TenantName("acme"), new AppName("shop"));
  private static final InstanceId ONE = new InstanceId("web-0001");
  private static final InstanceId TWO = new InstanceId("worker-0002");
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  @TempDir Path home;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private FileLogStore store;

  @BeforeEach
  void open() {
    store = open(10 << 20);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void binaryGarbageAndEndlessLinesAreBounded() throws Exception {
    byte[] garbage = new byte[200_000];
    Arrays.fill(garbage, (byte) 0xFF);
    Path file = store.file(APP, "web.1", ONE);
    append(file, garbage);
    append(file, "\nok\r\n\0\u001b[31m\n".getBytes(StandardCharsets.UTF_8));

    List<String> lines = store.lastLines(APP, ONE, 100);

    assertThat(lines).hasSize(6);
    assertThat(lines.getFirst()).hasSize(65_536).matches("\ufffd+");
    assertThat(lines.subList(4, 6)).containsExactly("ok", "\0\u001b[31m");
  }

  @Test
  void nothingIsFoundWhereNothingWasWritten() throws Exception {
    assertThat(store.lastLines(APP, ONE, 20)).isEmpty();
    store.file(APP, "web.1", ONE);
    assertThat(query(all())).isEmpty();
    assertThat(store.lastLines(APP, ONE, 20)).isEmpty();
  }

  @Test
  void aLineHasTheTimeAtWhichItWasSeen() throws Exception {
    Path file = store.file(APP, "web.1", ONE);
    append(file, "first\n");
    await().until(() -> query(all()).size() == 1);
    now.set(NOON.plusSeconds(60));
    append(file, "second\n");
    await().until(() -> query(all()).size() == 2);
    now.set(NOON.plusSeconds(120));

    assertThat(query(all()))
        .containsExactly(
            new LogLine(NOON, "web.1", ONE, "first"),
            new LogLine(NOON.plusSeconds(60), "web.1", ONE, "second"));
    LogQuery since =
        query(Optional.empty(), Optional.of(NOON.plusSeconds(30)), Optional.empty(), 10);
    assertThat(query(since)).extracting(LogLine::text).containsExactly("second");
  }

  @Test
  void timesSurviveARestartAndWhatWasWrittenMeanwhileHasTheTimeOfTheFile() throws Exception {
    Path file = store.file(APP, "web.1", ONE);
    append(file, "before\n");
    await().until(() -> query(all()).size() == 1);
    store.close();
    append(file, "meanwhile\n");
    Files.setLastModifiedTime(file, FileTime.from(NOON.plusSeconds(5)));
    now.set(NOON.plusSeconds(100));
    store = open(10 << 20);

    assertThat(query(all())).extracting(LogLine::time).containsExactly(NOON, NOON.plusSeconds(5));
  }

  @Test
  void linesOfAllSourcesAreMergedByTimeAndTheNewestAreKept() throws Exception {
    Path web = store.file(APP, "web.1", ONE);
    Path worker = store.file(APP, "worker.1", TWO);
    for (int i = 0; i < 4; i++) {
      now.set(NOON.plusSeconds(i));
      append(i % 2 == 0 ? web : worker, "line " + i + "\n");
      int count = i + 1;
      await().until(() -> query(all()).size() == count);
    }
    assertThat(query(query(Optional.empty(), Optional.empty(), Optional.empty(), 3)))
        .extracting(LogLine::text)
        .containsExactly("line 1", "line 2", "line 3");
    assertThat(query(query(Optional.of("worker"), Optional.empty(), Optional.empty(), 9)))
        .extracting(LogLine::text)
        .containsExactly("line 1", "line 3");
    assertThat(query(query(Optional.empty(), Optional.empty(), Optional.of("e 2"), 9)))
        .extracting(LogLine::text)
        .containsExactly("line 2");
  }

  @Test
  void linesAreFoundByReleaseAndInstance() throws Exception {
    Path web = store.file(APP, "web.1", ONE);
    Path worker = store.file(APP, "worker.1", TWO);
    append(web, "old\n");
    append(worker, "new\n");
    new LogLabel(web).write(new ReleaseNumber(1));
    new LogLabel(worker).write(new ReleaseNumber(2));

    assertThat(query(narrowed(Optional.empty(), Optional.of(new ReleaseNumber(2)))))
        .extracting(LogLine::text)
        .containsExactly("new");
    assertThat(query(narrowed(Optional.of(ONE), Optional.empty())))
        .extracting(LogLine::text)
        .containsExactly("old");
  }

  @Test
  void followersGetEachLineOnceAndInOrder() throws Exception {
    Path file = store.file(APP, "web.1", ONE);
    append(file, "a\nb\nhalf");
    List<String> seen = new CopyOnWriteArrayList<>();
    LogSubscription following = store.query(following(), line -> seen.add(line.text()));
    await().until(() -> seen.size() == 2);
    append(file, " done\nc\n");
    append(store.file(APP, "web.2", TWO), "other\n");
    await().until(() -> seen.size() == 5);
    following.close();
    following.awaitEnd();
    append(file, "late\n");

    assertThat(seen).startsWith("a", "b").contains("half done", "c", "other");
    assertThat(seen.indexOf("half done")).isLessThan(seen.indexOf("c"));
  }

  @Test
  void rotationLosesNothingWhileTheWriterGoesOn() throws Exception {
    store.close();
    store = open(100_000);
    Path file = store.file(APP, "web.1", ONE);
    List<String> seen = new CopyOnWriteArrayList<>();
    LogSubscription following = store.query(following(), line -> seen.add(line.text()));
    Process writer =
        new ProcessBuilder(
                "/bin/sh", "-c", "i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done")
            .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()))
            .start();
    assertThat(writer.waitFor()).isZero();
    await().until(() -> seen.size() >= 20_000);
    following.close();

    assertThat(file.resolveSibling("web-0001.log.1")).exists();
    assertThat(seen).hasSize(20_000).endsWith("line 19999").doesNotHaveDuplicates();
    assertThat(store.lastLines(APP, ONE, 15_000)).startsWith("line 5000").hasSize(15_000);
  }

  @Test
  void aFileThatItsProgramEmptiedGoesOn() throws Exception {
    Path file = store.file(APP, "web.1", ONE);
    append(file, "one\ntwo\n");
    assertThat(query(all())).hasSize(2);
    Files.write(file, "3\n".getBytes(StandardCharsets.UTF_8), StandardOpenOption.TRUNCATE_EXISTING);
    assertThat(query(all())).extracting(LogLine::text).containsExactly("3");
  }

  @Test
  void onlyTheNewestLogsOfASourceAreKept() throws Exception {
    for (int i = 100; i < 130; i++) {
      append(store.file(APP, "web.1", new InstanceId("web-" + i)), i + "\n");
    }
    assertThat(query(all())).hasSize(20).extracting(LogLine::text).contains("129", "110");
    store.forget(APP);
    assertThat(query(all())).isEmpty();
    assertThat(home.resolve("node/logs/acme/shop")).doesNotExist();
  }

  private FileLogStore open(long limit) {
    InstantSource clock = now::get;
    return new FileLogStore(
        new HomeLayout(home), clock, new Rotation(limit, 3, new FileCollapse()));
  }

  private List<LogLine> query(LogQuery query) throws InterruptedException {
    List<LogLine> lines = new CopyOnWriteArrayList<>();
    store.query(query, lines::add).awaitEnd();
    return lines;
  }

  private static LogQuery all() {
    return query(Optional.empty(), Optional.empty(), Optional.empty(), 1000);
  }

  private static LogQuery query(
      Optional<String> process, Optional<Instant> since, Optional<String> contains, int limit) {
    return new LogQuery(
        APP,
        process.map(ProcessName::new),
        Optional.empty(),
        Optional.empty(),
        since,
        contains,
        limit,
        LogQuery.Follow.NO);
  }

  private static LogQuery narrowed(Optional<InstanceId> instance, Optional<ReleaseNumber> release) {
    return new LogQuery(
        APP,
        Optional.empty(),
        instance,
        release,
        Optional.empty(),
        Optional.empty(),
        100,
        LogQuery.Follow.NO);
  }

  private static LogQuery following() {
    return new LogQuery(
        APP,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        100,
        LogQuery.Follow.YES);
  }

  private static void append(Path file, String text) throws IOException {
    append(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void append(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
