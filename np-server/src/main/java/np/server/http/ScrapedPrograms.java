package np.server.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import np.model.NpException;
import np.spi.Metric;
import np.spi.ScrapeTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the other programs count. Asks all at the same time and waits for none longer than a moment:
 * whoever has not answered then is down.
 */
public final class ScrapedPrograms {
  private static final Logger LOG = LoggerFactory.getLogger(ScrapedPrograms.class);

  private final Map<String, ScrapeTarget> programs;
  private final Duration patience;

  /**
   * @param programs by their word: node, edge
   * @param patience with all of them
   */
  public ScrapedPrograms(Map<String, ScrapeTarget> programs, Duration patience) {
    this.programs = new TreeMap<>(programs);
    this.patience = patience;
  }

  private record Answer(String program, Optional<String> text) {}

  /** Which programs answer, this one included, and everything that they say. */
  public String text() {
    Map<String, String> answers = new TreeMap<>();
    BlockingQueue<Answer> arriving = new ArrayBlockingQueue<>(programs.size() + 1);
    programs.forEach((name, target) -> ask(name, target, arriving));
    collect(arriving, answers);
    StringBuilder out = new StringBuilder();
    up(answers).writeTo(out);
    answers.values().forEach(out::append);
    return out.toString();
  }

  private static void ask(String name, ScrapeTarget target, BlockingQueue<Answer> arriving) {
    Thread.ofVirtual()
        .name("scrape-" + name)
        .start(
            () -> {
              try {
                arriving.add(new Answer(name, Optional.of(target.scrape())));
              } catch (NpException e) {
                LOG.debug("program={} scrape=failed: {}", name, e.getMessage());
                arriving.add(new Answer(name, Optional.empty()));
              }
            });
  }

  private void collect(BlockingQueue<Answer> arriving, Map<String, String> answers) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (int i = 0; i < programs.size(); i++) {
        Answer answer = arriving.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (answer == null) {
          return;
        }
        answer.text.ifPresent(text -> answers.put(answer.program, text));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Metric up(Map<String, String> answers) {
    List<Metric.Sample> samples = new ArrayList<>();
    programs.keySet().forEach(name -> samples.add(sample(name, answers.containsKey(name) ? 1 : 0)));
    samples.add(sample("server", 1));
    return new Metric("np_up", "Whether a program of np answers.", Metric.Type.GAUGE, samples);
  }

  private static Metric.Sample sample(String program, double value) {
    return new Metric.Sample(List.of("program"), List.of(program), value);
  }
}
