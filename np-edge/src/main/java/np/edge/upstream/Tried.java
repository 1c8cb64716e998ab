package np.edge.upstream;

import java.util.ArrayList;
import java.util.List;

/** The instances that a request has been tried at; empty nearly always, so made late. */
final class Tried {
  private List<Instance> instances = List.of();

  void add(Instance instance) {
    if (instances.isEmpty()) {
      instances = new ArrayList<>(2);
    }
    instances.add(instance);
  }

  boolean contains(Instance instance) {
    return !instances.isEmpty() && instances.contains(instance);
  }
}
