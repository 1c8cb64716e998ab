package np.edge.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonAccessLogTest {
  private static final LogLimits LIMITS = new LogLimits(10_000, 3, 1024, Duration.ofMillis(5));
  private final JsonMapper mapper = JsonMapper.builder().build();
  @TempDir private Path home;

  @Test
  void entryBecomesOneLine() throws IOException {
    try (JsonAccessLog log = start()) {
      log.record(Entries.of("/cart"));
    }
    assertThat(Files.readString(file()))
        .isEqualTo(
            """
            {"time":"2023-11-14T22:13:20.007Z","id":"req-1","client":"127.0.0.1",\
            "protocol":"HTTP/1.1","method":"GET","host":"shop.localhost","path":"/cart",\
            "status":200,"bytes_in":12,"bytes_out":345,"duration_us":6789,"upstream_us":5000,\
            "app":"acme/shop","instance":"web-0001"}
            """);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r-----");
  }

  static Stream<String> hostileTexts() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      all.append(c);
    }
    return Stream.of(
        all.toString(),
        "a\r\nb",
        "\",\"status\":200,\"x\":\"",
        "\\",
        "\u2028\u2029\u202e",
        "\u001b]52;c;aGk=\u0007\u001b[2J",
        "\ud83d\ude00 \ud800",
        "</script><img onerror=x>");
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void whatClientsSendCannotBreakALine(String text) throws IOException {
    try (JsonAccessLog log = start()) {
      log.record(Entries.hostile(text));
      log.record(Entries.of("/next"));
    }
    String written = Files.readString(file());
    assertThat(written).matches("[ -~\\n]*");
    List<String> lines = written.lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode first = mapper.readTree(lines.getFirst());
    assertThat(first.path("path").asString()).isEqualTo(text);
    assertThat(first.path("host").asString()).isEqualTo(text);
    assertThat(first.path("status").asInt()).isEqualTo(404);
    assertThat(first.has("app")).isFalse();
  }

  @Test
  void entriesArriveWithoutClosing() throws IOException {
    try (JsonAccessLog log = start()) {
      for (int i = 1; i <= 3; i++) {
        log.record(Entries.of("/" + i));
        int expected = i;
        Awaitility.await().until(() -> Files.exists(file()) && lines().size() == expected);
      }
    }
  }

  @Test
  void longFilesArePutAsideAndTheOldestIsDropped() throws IOException {
    int count = 200;
    for (int i = 0; i < count; i++) {
      try (JsonAccessLog log = start()) {
        log.record(Entries.of("/" + i));
      }
    }
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files.map(path -> String.valueOf(path.getFileName())))
          .containsExactlyInAnyOrder(
              "access.log", "access.log.1", "access.log.2", "access.log.lock");
    }
    for (String name : List.of("access.log.1", "access.log.2")) {
      assertThat(Files.size(home.resolve(name))).isBetween(9_000L, 10_000L);
    }
    List<Integer> numbers = new ArrayList<>();
    for (String name : List.of("access.log.2", "access.log.1", "access.log")) {
      for (String line : Files.readAllLines(home.resolve(name))) {
        numbers.add(Integer.parseInt(mapper.readTree(line).path("path").asString().substring(1)));
      }
    }
    assertThat(numbers).hasSizeGreaterThan(60).endsWith(count - 1).isSorted();
  }

  @Test
  void halfALineFromACrashIsOverwritten() throws IOException {
    Files.writeString(file(), "{\"time\":1}\n{\"time\":\"20");
    try (JsonAccessLog log = start()) {
      log.record(Entries.of("/after"));
    }
    assertThat(lines()).hasSize(2);
    assertThat(lines().getFirst()).isEqualTo("{\"time\":1}");
    assertThat(lines().getLast()).contains("/after");
  }

  @Test
  void twoEdgesMayWriteItAtATime() throws IOException {
    int count = 300;
    try (JsonAccessLog one = start();
        JsonAccessLog other = start()) {
      for (int i = 0; i < count; i++) {
        (i % 2 == 0 ? one : other).record(Entries.of("/" + i));
        if (i % 10 == 0) {
          String last = "\"/" + i + "\"";
          Awaitility.await().until(() -> everything().contains(last));
        }
      }
    }
    List<String> written = everything().lines().toList();
    for (String line : written) {
      assertThat(mapper.readTree(line).path("status").asInt()).isEqualTo(200);
    }
    assertThat(written).hasSizeGreaterThan(60).doesNotHaveDuplicates();
  }

  private String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("access.log.2", "access.log.1", "access.log")) {
      Path file = home.resolve(name);
      all.append(Files.exists(file) ? Files.readString(file) : "");
    }
    return all.toString();
  }

  @Test
  void entriesWithoutRoomAreDroppedAndCounted() throws IOException {
    LogLimits tiny = new LogLimits(10_000, 2, 4, Duration.ofMillis(5));
    JsonAccessLog log = new JsonAccessLog(file(), tiny, Clock.systemUTC());
    for (int i = 0; i < 10; i++) {
      log.record(Entries.of("/" + i));
    }
    assertThat(log.dropped()).isEqualTo(6);
    log.close();
    log.run();
    assertThat(lines()).hasSize(5);
    assertThat(mapper.readTree(lines().getLast()).path("dropped").asInt()).isEqualTo(6);
  }

  @Test
  void logThatCannotBeWrittenGoesOnWhenItCan() throws IOException {
    Files.createDirectory(file());
    try (JsonAccessLog log = start()) {
      log.record(Entries.of("/lost"));
      Awaitility.await().until(() -> log.dropped() == 1);
      Files.delete(file());
      log.record(Entries.of("/kept"));
    }
    assertThat(lines()).hasSize(2);
    assertThat(lines().getFirst()).contains("/kept");
    assertThat(lines().getLast()).contains("\"dropped\":1");
  }

  private JsonAccessLog start() {
    return JsonAccessLog.start(file(), LIMITS, Clock.systemUTC());
  }

  private Path file() {
    return home.resolve("access.log");
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file());
  }
}
