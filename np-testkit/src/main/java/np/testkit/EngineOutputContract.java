package np.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.InstanceId;
import np.model.LogLine;
import np.model.NpException;
import np.model.OneOff;
import np.model.WorkloadStatus;
import np.spi.Engine;
import np.spi.ExecRequest;
import np.spi.LogQuery;
import np.spi.LogSubscription;
import org.junit.jupiter.api.Test;

/** What every {@link Engine} must do with output, one-offs and commands beside instances. */
public abstract class EngineOutputContract extends EngineSessionContract {

  @Test
  void outputOfInstancesIsKept() {
    Engine engine = engine();
    engine.apply(TestWorkloads.web(task(new Act.Serve(7)), 1));
    WorkloadStatus status = awaitComplete(engine);

    await().atMost(PATIENCE).until(() -> !lines(engine).isEmpty());
    assertThat(lines(engine)).extracting(LogLine::text).contains("serving 7");
    assertThat(lines(engine).getFirst().instance()).isEqualTo(ids(status).getFirst());
    assertThat(lines(engine).getFirst().source()).isEqualTo("web.1");
  }

  @Test
  void aOneOffRunsOnceHoweverOftenItIsAskedFor() {
    Engine engine = engine();
    OneOff task = oneOff(new Act.Print(List.of("one", "two"), 4), Duration.ofMinutes(1));
    List<String> first = new CopyOnWriteArrayList<>();
    List<String> second = new CopyOnWriteArrayList<>();

    assertThat(engine.run(task, line -> first.add(line.text()))).isEqualTo(new Exit.Code(4));
    assertThat(engine.run(task, line -> second.add(line.text()))).isEqualTo(new Exit.Code(4));

    assertThat(first).containsExactly("one", "two");
    assertThat(second).containsExactly("one", "two");
  }

  @Test
  void aOneOffThatWasBegunIsFollowedByItsId() {
    Engine engine = engine();
    OneOff task = oneOff(new Act.Print(List.of("begun"), 6), Duration.ofMinutes(1));
    List<String> lines = new CopyOnWriteArrayList<>();

    engine.start(task);
    engine.start(task);

    assertThat(engine.run(task, line -> lines.add(line.text()))).isEqualTo(new Exit.Code(6));
    assertThat(lines).containsExactly("begun");
  }

  @Test
  void aOneOffPastItsTimeIsKilled() {
    OneOff task = oneOff(new Act.Idle(), Duration.ofSeconds(1));

    assertThat(engine().run(task, line -> {})).isEqualTo(new Exit.Signalled(9));
  }

  @Test
  void aCommandRunsBesideAnInstance() {
    Engine engine = engine();
    engine.apply(TestWorkloads.web(task(new Act.Serve(1)), 1));
    InstanceId instance = ids(awaitComplete(engine)).getFirst();
    List<String> lines = new CopyOnWriteArrayList<>();

    Exit exit =
        engine.exec(
            new ExecRequest(
                TestWorkloads.WEB,
                instance,
                command(new Act.Print(List.of("beside"), 5)),
                Duration.ofMinutes(1)),
            line -> lines.add(line.text()));

    assertThat(exit).isEqualTo(new Exit.Code(5));
    assertThat(lines).containsExactly("beside");
  }

  @Test
  void aCommandBesideNothingIsRefused() {
    ExecRequest request =
        new ExecRequest(
            TestWorkloads.WEB,
            new InstanceId("web-none"),
            command(new Act.Print(List.of(), 0)),
            Duration.ofMinutes(1));

    assertThatThrownBy(() -> engine().exec(request, line -> {}))
        .isInstanceOfSatisfying(
            NpException.NotFound.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_INSTANCE));
  }

  private OneOff oneOff(Act act, Duration timeout) {
    return new OneOff(
        new InstanceId("run-0001"), TestWorkloads.APP, OneOff.Kind.RUN, task(act), timeout);
  }

  private static List<LogLine> lines(Engine engine) {
    List<LogLine> lines = new CopyOnWriteArrayList<>();
    LogQuery query =
        new LogQuery(
            TestWorkloads.APP,
            Optional.of(TestWorkloads.WEB.process()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("serving"),
            100,
            LogQuery.Follow.NO);
    try (LogSubscription logs = engine.logs(query, lines::add)) {
      logs.awaitEnd();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return lines;
  }
}
