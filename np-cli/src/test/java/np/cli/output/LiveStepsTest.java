package np.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import np.api.EventView;
import np.cli.fixture.VirtualScreen;
import np.cli.host.Streams;
import np.cli.host.Tty;
import np.cli.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveStepsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({"80, 24", "40, 20", "20, 5", "10, 2"})
  void neverLeavesTheScreenHoweverMuchHappens(int width, int height) {
    VirtualScreen screen = new VirtualScreen(width, height);
    try (LiveSteps steps = steps(width, height)) {
      for (int i = 0; i < 60; i++) {
        steps.event(
            step("instance-" + i, "started", "a message that is wider than most terminals are"),
            JsonObject.EMPTY);
        steps.event(
            step("build", "progress", "line " + i + " ünïcode 日本語 and more"), JsonObject.EMPTY);
        steps.event(step("s" + i, "ok", "done"), JsonObject.EMPTY);
      }
    }
    screen.write(err.toString(StandardCharsets.UTF_8));
    assertThat(screen.text()).contains("S0", "S59").doesNotContain("Instance", "│", "more");
    assertThat(screen.isCursorVisible()).isTrue();
  }

  @Test
  void stepsThatEndedStayAndWhatMovedIsGone() {
    try (LiveSteps steps = steps(80, 24)) {
      steps.event(step("build", "started", "npm ci"), JsonObject.EMPTY);
      steps.event(step("build", "progress", "added 57 packages"), JsonObject.EMPTY);
      steps.event(step("build", "ok", "npm ci"), JsonObject.EMPTY);
      steps.note("connected again");
      steps.event(step("health", "failed", "GET / on web.1: refused"), JsonObject.EMPTY);
    }
    String screen = new VirtualScreen(80, 24).write(err.toString(StandardCharsets.UTF_8)).text();
    assertThat(screen)
        .isEqualTo(
            """
             ✓ Build         npm ci                                   1.5s
            connected again
             ✗ Health        GET / on web.1: refused                  1.5s
            """);
  }

  @Test
  void whatRunsIsShownWithItsOutput() {
    LiveBoard board = new LiveBoard(Charm.PLAIN);
    board.event(step("build", "started", "npm ci"), NOW);
    board.event(step("build", "progress", "added 57 packages\u001b[2J"), NOW);
    List<String> frame = board.frame(NOW.plusMillis(2500), 3, new Tty.Size(80, 24));
    assertThat(frame)
        .containsExactly(
            " ⠸ Build         npm ci                                   2.5s",
            "   │ added 57 packages\\u001b[2J");
  }

  @Test
  void howFarAStepIsStandsInItsLine() {
    LiveBoard board = new LiveBoard(Charm.PLAIN);
    board.event(step("health", "started", "waiting for health"), NOW);
    board.event(step("health", "progress", "web 0 of 2: starts"), NOW.plusSeconds(1));
    String far = "web 1 of 2: web.2: GET /healthz: connection refused, 2 tries in 7 s";
    board.event(step("health", "progress", far), NOW.plusSeconds(2));
    assertThat(board.frame(NOW.plusMillis(2500), 3, new Tty.Size(100, 24)))
        .containsExactly(" ⠸ Health        " + far + " 2.5s");
    assertThat(board.frame(NOW.plusMillis(2500), 3, new Tty.Size(80, 24)))
        .containsExactly(
            " ⠸ Health        web 1 of 2: web.2: GET /healthz: connection refused, 2… 2.5s");
  }

  @Test
  void aStepThatEndedFitsANarrowTerminal() {
    LiveBoard board = new LiveBoard(Charm.PLAIN);
    board.event(step("package", "ok", "2 files, 428 B"), NOW);
    assertThat(board.takeEnded(40)).containsExactly(" ✓ Package       2 files, 428 B  1.5s");
  }

  @Test
  void aLogTellsHowFarASlowStepIsAndNotAFastOne() {
    Clock clock = new TickingClock(Duration.ofSeconds(2));
    PlainSteps steps = new PlainSteps(output(new Tty.Size(80, 24)), clock);
    steps.event(step("health", "started", ""), JsonObject.EMPTY);
    steps.event(step("health", "progress", "after 2 seconds"), JsonObject.EMPTY);
    steps.event(step("health", "progress", "after 4 seconds"), JsonObject.EMPTY);
    steps.event(step("health", "progress", "after 6 seconds"), JsonObject.EMPTY);
    steps.event(step("build", "progress", "added 57 packages"), JsonObject.EMPTY);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("   │ after 6 seconds\n   │ added 57 packages\n");
  }

  @Test
  void aLogTellsAtOnceThatAProgramIsAway() {
    PlainSteps steps =
        new PlainSteps(output(new Tty.Size(80, 24)), new TickingClock(Duration.ofSeconds(1)));
    steps.event(step("route", "progress", "np edge is away; trying again"), JsonObject.EMPTY);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("   │ np edge is away; trying again\n");
  }

  @Test
  void aFrameThatDoesNotFitSaysHowManyLinesAreMissing() {
    LiveBoard board = new LiveBoard(Charm.PLAIN);
    for (int i = 0; i < 30; i++) {
      board.event(step("step" + i, "started", ""), NOW);
    }
    List<String> frame = board.frame(NOW, 0, new Tty.Size(80, 20));
    assertThat(frame).hasSize(19).last().isEqualTo("   … 12 more");
  }

  @Test
  void colourIsNotCountedWhenALineIsCut() {
    Charm charm = new Charm(Charm.Colour.ON, Marks.UNICODE);
    String line = charm.green("green") + " and " + charm.red("a long red text");
    assertThat(AnsiLine.strip(AnsiLine.cut(line, 12))).isEqualTo("green and a…");
    assertThat(AnsiLine.cut(line, 12)).endsWith("\u001b[0m");
    assertThat(AnsiLine.cut(line, 100)).isEqualTo(line);
  }

  private LiveSteps steps(int width, int height) {
    Tty.Size size = new Tty.Size(width, height);
    return LiveSteps.start(output(size), Clock.fixed(NOW, ZoneOffset.UTC), tty(size));
  }

  private Output output(Tty.Size size) {
    Look look = Look.decide(new Look.Flags(false, false, true), "auto", Map.of(), tty(size));
    Streams streams = new Streams(InputStream.nullInputStream(), new ByteArrayOutputStream(), err);
    return new Output(streams, look);
  }

  private static Tty tty(Tty.Size size) {
    return new Tty(true, true, true, () -> size, StandardCharsets.UTF_8);
  }

  /** Each look at it is later than the one before. */
  private static final class TickingClock extends Clock {
    private final Duration step;
    private Instant now = NOW;

    TickingClock(Duration step) {
      this.step = step;
    }

    @Override
    public Instant instant() {
      Instant told = now;
      now = now.plus(step);
      return told;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static EventView step(String step, String state, String message) {
    Double seconds = state.equals("started") ? null : 1.5;
    return new EventView(
        "np.event/1", 1, "", "shop", "d1", step, state, message, seconds, null, null, null);
  }
}
