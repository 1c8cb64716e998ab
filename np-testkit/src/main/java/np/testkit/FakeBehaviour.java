package np.testkit;

import java.util.List;
import np.model.Evidence;

/** What a task does in a {@link FakeEngine}. */
public sealed interface FakeBehaviour {

  /** As a service it serves at once; as a one-off it prints and exits. */
  record Works(List<String> output, int exit) implements FakeBehaviour {
    public Works {
      output = List.copyOf(output);
    }
  }

  /** In a session it gives back its input, says {@code end} on standard error and exits. */
  record Echoes(int exit) implements FakeBehaviour {}

  /** In a session it writes without end. */
  record Pours() implements FakeBehaviour {}

  /** In a session it says how large its terminal is, and whenever that changes. */
  record Measures() implements FakeBehaviour {}

  /** Its rollout fails at once with this evidence. */
  record Fails(Evidence evidence) implements FakeBehaviour {}

  /** Its rollout goes on for ever; as a one-off it runs until its time is over. */
  record Hangs() implements FakeBehaviour {}
}
