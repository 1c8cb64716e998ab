package np.local.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import np.local.logs.LogStore;
import np.model.AppId;
import np.model.InstanceId;
import np.model.LogLine;
import np.spi.LogQuery;
import np.spi.LogSubscription;

/** A log store without following, rotation or times: enough to supervise with. */
final class PlainLogs implements LogStore {
  private final Path directory;

  PlainLogs(Path directory) {
    this.directory = directory;
  }

  @Override
  public Path file(AppId app, String source, InstanceId instance) {
    Path file =
        directory
            .resolve(app.tenant().value())
            .resolve(app.app().value())
            .resolve(source)
            .resolve(instance + ".log");
    try {
      Files.createDirectories(file.getParent());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public LogSubscription query(LogQuery query, Consumer<LogLine> sink) {
    Ended ended = new Ended(new CountDownLatch(1));
    if (query.follow() == LogQuery.Follow.NO) {
      lines(query).forEach(sink);
      ended.close();
    }
    return ended;
  }

  private record Ended(CountDownLatch latch) implements LogSubscription {
    @Override
    public void awaitEnd() throws InterruptedException {
      latch.await();
    }

    @Override
    public void close() {
      latch.countDown();
    }
  }

  private List<LogLine> lines(LogQuery query) {
    List<LogLine> lines = new ArrayList<>();
    for (Path file : files(query.app())) {
      String source = file.getName(file.getNameCount() - 2).toString();
      InstanceId id = new InstanceId(file.getFileName().toString().replace(".log", ""));
      boolean wanted =
          query.instance().filter(each -> !each.equals(id)).isEmpty()
              && query.process().filter(each -> !source.startsWith(each + ".")).isEmpty();
      if (wanted) {
        read(file).stream()
            .filter(text -> query.contains().filter(each -> !text.contains(each)).isEmpty())
            .forEach(text -> lines.add(new LogLine(Instant.EPOCH, source, id, text)));
      }
    }
    return lines;
  }

  @Override
  public List<String> lastLines(AppId app, InstanceId instance, int count) {
    return files(app).stream()
        .filter(file -> file.getFileName().toString().equals(instance + ".log"))
        .flatMap(file -> read(file).stream())
        .toList();
  }

  @Override
  public void forget(AppId app) {}

  private List<Path> files(AppId app) {
    Path root = directory.resolve(app.tenant().value()).resolve(app.app().value());
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
