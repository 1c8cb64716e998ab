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

  /** Its rollout fails at once with this evidence. */
  record Fails(Evidence evidence) implements FakeBehaviour {}

  /** Its rollout goes on for ever; as a one-off it runs until its time is over. */
  record Hangs() implements FakeBehaviour {}
}
