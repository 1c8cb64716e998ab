package np.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.Exit;
import np.model.InstanceId;
import np.model.InstanceStatus;
import np.model.Rollout;
import np.model.UpdatePolicy.Strategy;
import np.model.Workload;
import np.model.WorkloadStatus;
import np.spi.Engine;
import np.spi.Preview;
import np.spi.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link Engine} must do. A driver's test extends it and makes the programs. */
public abstract class EngineContract extends EngineOutputContract {
  static List<Strategy> strategies() {
    return List.of(new Strategy.Rolling(1), new Strategy.Rolling(3), new Strategy.BlueGreen());
  }

  @ParameterizedTest
  @EnumSource
  void aReleaseThatFailsSaysWhyAndLeavesNothingBehind(Act.Failure failure) {
    Engine engine = engine();
    engine.apply(TestWorkloads.web(task(new Act.Serve(1)), 2));
    WorkloadStatus before = awaitComplete(engine);

    Workload broken = TestWorkloads.web(task(new Act.Fail(failure)), 2);
    engine.apply(broken);

    Evidence evidence = awaitFailed(engine);
    assertThat(evidence.code()).isEqualTo(expected(failure));
    assertThat(evidence.summary()).isNotBlank();
    awaitExactly(engine, ids(before));
    assertThat(status(engine).up()).isEqualTo(2);
    assertThat(status(engine).fingerprint()).isEqualTo(broken.fingerprint());
  }

  private static ErrorCode expected(Act.Failure failure) {
    return switch (failure) {
      case EXITS_AT_ONCE -> ErrorCode.EXITED;
      case OUT_OF_MEMORY -> ErrorCode.OUT_OF_MEMORY;
      case WRONG_PORT -> ErrorCode.WRONG_PORT;
      case NEVER_READY, ANSWERS_500, IGNORES_SIGTERM -> ErrorCode.NEVER_HEALTHY;
    };
  }

  @Test
  void aFirstReleaseThatFailsLeavesNothingBehind() {
    Engine engine = engine();
    engine.apply(TestWorkloads.web(task(new Act.Fail(Act.Failure.EXITS_AT_ONCE)), 1));

    assertThat(awaitFailed(engine).exit()).contains(new Exit.Code(3));
    awaitExactly(engine, List.of());
  }

  @Test
  void goingBackToWhatServesIsCompleteWithoutARestart() {
    Engine engine = engine();
    Workload good = TestWorkloads.web(task(new Act.Serve(1)), 1);
    engine.apply(good);
    WorkloadStatus before = awaitComplete(engine);
    engine.apply(TestWorkloads.web(task(new Act.Fail(Act.Failure.EXITS_AT_ONCE)), 1));
    awaitFailed(engine);

    engine.apply(good);

    awaitComplete(engine);
    awaitExactly(engine, ids(before));
  }

  @Test
  void aWishIsObservedAsSoonAsItIsTaken() {
    Engine engine = engine();
    Workload first = TestWorkloads.web(task(new Act.Serve(1)), 1);
    engine.apply(first);
    assertThat(status(engine).fingerprint()).isEqualTo(first.fingerprint());
    awaitComplete(engine);
    Workload hanging = TestWorkloads.web(task(new Act.Fail(Act.Failure.NEVER_READY)), 2);

    engine.apply(hanging);

    assertThat(status(engine).fingerprint()).isEqualTo(hanging.fingerprint());
    assertThat(status(engine).wanted()).isEqualTo(2);
    assertThat(status(engine).rollout()).isNotInstanceOf(Rollout.Complete.class);
  }

  @Test
  void applyingTheSameAgainRestartsNothing() {
    Engine engine = engine();
    Workload wanted = TestWorkloads.web(task(new Act.Serve(1)), 2);
    engine.apply(wanted);
    WorkloadStatus before = awaitComplete(engine);

    engine.apply(wanted);

    assertThat(ids(awaitComplete(engine))).isEqualTo(ids(before));
  }

  @Test
  void aCountChangesInPlace() {
    Engine engine = engine();
    Workload one = TestWorkloads.web(task(new Act.Serve(1)), 1);
    engine.apply(one);
    List<InstanceId> first = ids(awaitComplete(engine));

    engine.apply(one.withCount(3));
    awaitComplete(engine);
    assertThat(ids(status(engine))).hasSize(3).containsAll(first);
    assertThat(status(engine).instances())
        .extracting(InstanceStatus::ordinal)
        .containsExactly(1, 2, 3);

    engine.apply(one);
    awaitComplete(engine);
    awaitExactly(engine, first);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void aNewReleaseTakesOverWithoutAGap(Strategy strategy) {
    Engine engine = engine();
    engine.apply(TestWorkloads.web(task(new Act.Serve(1)), 2, strategy));
    List<InstanceId> old = ids(awaitComplete(engine));
    List<Integer> up = new CopyOnWriteArrayList<>();
    try (Subscription _ = engine.watch(status -> up.add(status.up()))) {
      engine.apply(TestWorkloads.web(task(new Act.Serve(2)), 2, strategy));
      awaitComplete(engine);
      await().atMost(PATIENCE).until(() -> status(engine).instances().size() == 2);
    }
    assertThat(ids(status(engine))).hasSize(2).doesNotContainAnyElementsOf(old);
    assertThat(up).isNotEmpty().allMatch(count -> count >= 2);
  }

  @Test
  void recreateEndsTheOldBeforeTheNewStarts() {
    Engine engine = engine();
    Strategy recreate = new Strategy.Recreate();
    engine.apply(TestWorkloads.web(task(new Act.Serve(1)), 1, recreate));
    List<InstanceId> old = ids(awaitComplete(engine));
    Workload next = TestWorkloads.web(task(new Act.Serve(2)), 1, recreate);
    assertThat(engine.preview(next).gap()).isTrue();

    engine.apply(next);

    awaitComplete(engine);
    assertThat(ids(status(engine))).hasSize(1).doesNotContainAnyElementsOf(old);
  }

  @Test
  void aPreviewSaysWhatWouldBeReplaced() {
    Engine engine = engine();
    Workload running = TestWorkloads.web(task(new Act.Serve(1)), 2);
    engine.apply(running);
    List<InstanceId> old = ids(awaitComplete(engine));

    Preview same = engine.preview(running);
    Preview next = engine.preview(TestWorkloads.web(task(new Act.Serve(2)), 3));

    assertThat(same).isEqualTo(new Preview(List.of(), 0, true, "", false));
    assertThat(next.replaced()).containsExactlyInAnyOrderElementsOf(old);
    assertThat(next.started()).isEqualTo(3);
    assertThat(next.gap()).isFalse();
  }

  @Test
  void noInstancesRunWhenNoneAreWanted() {
    Engine engine = engine();
    Workload wanted = TestWorkloads.web(task(new Act.Serve(1)), 2);
    engine.apply(wanted);
    awaitComplete(engine);

    engine.apply(wanted.withCount(0));

    awaitComplete(engine);
    awaitExactly(engine, List.of());
    assertThat(status(engine).wanted()).isZero();
  }

  @Test
  void aRemovedWorkloadIsForgotten() {
    Engine engine = engine();
    engine.apply(TestWorkloads.web(task(new Act.Serve(1)), 2));
    awaitComplete(engine);

    engine.remove(TestWorkloads.WEB, Duration.ofSeconds(2));
    engine.remove(TestWorkloads.WEB, Duration.ofSeconds(2));

    await().atMost(PATIENCE).until(() -> engine.observe(TestWorkloads.WEB).isEmpty());
    assertThat(engine.observe()).isEmpty();
  }

  @Test
  void aWorkloadThatWasRemovedMayComeBack() {
    Engine engine = engine();
    Workload wanted = TestWorkloads.web(task(new Act.Serve(1)), 1);
    engine.apply(wanted);
    awaitComplete(engine);

    engine.remove(TestWorkloads.WEB, Duration.ofSeconds(2));
    engine.apply(wanted);

    awaitComplete(engine);
    assertThat(status(engine).up()).isEqualTo(1);
  }

  @Test
  void whoeverWatchesSeesWhatIsThereAndWhatChanges() {
    Engine engine = engine();
    Workload wanted = TestWorkloads.web(task(new Act.Serve(1)), 1);
    engine.apply(wanted);
    awaitComplete(engine);
    List<WorkloadStatus> seen = new CopyOnWriteArrayList<>();

    try (Subscription _ = engine.watch(seen::add)) {
      await().atMost(PATIENCE).until(() -> !seen.isEmpty());
      engine.apply(wanted.withCount(2));
      await().atMost(PATIENCE).until(() -> seen.getLast().up() == 2);
    }
    assertThat(seen.getFirst().up()).isEqualTo(1);
  }

  @Test
  void nothingIsKnownOfAWorkloadThatWasNeverApplied() {
    Engine engine = engine();
    assertThat(engine.observe(TestWorkloads.WEB)).isEmpty();
    engine.remove(TestWorkloads.WEB, Duration.ofSeconds(1));
    assertThat(engine.observe()).isEmpty();
  }
}
