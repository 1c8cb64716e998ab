package np.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
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
    Tty tty = new Tty(true, true, true, () -> new Tty.Size(width, height), StandardCharsets.UTF_8);
    Look look = Look.decide(new Look.Flags(false, false, false), "auto", Map.of(), tty);
    Streams streams = new Streams(InputStream.nullInputStream(), new ByteArrayOutputStream(), err);
    Output output = new Output(streams, look);
    return LiveSteps.start(output, Clock.fixed(NOW, ZoneOffset.UTC), tty);
  }

  private static EventView step(String step, String state, String message) {
    Double seconds = state.equals("started") ? null : 1.5;
    return new EventView(
        "np.event/1", 1, "", "shop", "d1", step, state, message, seconds, null, null, null);
  }
}
