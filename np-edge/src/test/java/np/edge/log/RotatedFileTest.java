package np.edge.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

final class RotatedFileTest {
  private static final int WRITERS = 2;
  private static final int LINES = 300;
  private static final LogLimits LIMITS = new LogLimits(100, 200, 16, Duration.ofMillis(5));
  @TempDir private Path home;

  @RepeatedTest(10)
  void writersOfOneFileLoseNoLineWhenItIsPutAside() throws Exception {
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      Callable<Void> one = () -> write("one");
      Callable<Void> other = () -> write("other");
      for (Future<Void> done : writers.invokeAll(List.of(one, other))) {
        done.get();
      }
    }
    List<String> expected =
        Stream.of("one", "other")
            .flatMap(name -> IntStream.range(0, LINES).mapToObj(i -> name + " " + i))
            .toList();
    assertThat(everything()).containsExactlyInAnyOrderElementsOf(expected);
  }

  private Void write(String name) throws IOException {
    try (RotatedFile file = new RotatedFile(home.resolve("log"), LIMITS)) {
      for (int i = 0; i < LINES; i++) {
        file.append(ByteBuffer.wrap((name + " " + i + "\n").getBytes(StandardCharsets.UTF_8)));
      }
    }
    return null;
  }

  private List<String> everything() throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.toList()) {
        all.addAll(Files.readAllLines(file));
      }
    }
    return all;
  }
}
