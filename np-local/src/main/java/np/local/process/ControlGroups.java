package np.local.process;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import np.model.InstanceId;
import np.model.Resources;

/** This platform's part of the cgroup tree: {@code np-HASH/SLICE/INSTANCE}. */
interface ControlGroups {

  /**
   * A group of its own for an instance, empty and with these limits; one that an earlier start has
   * left in this slice is discarded.
   *
   * @param slice {@code tenant.app}, or {@link #BUILDS}
   */
  ControlGroup create(String slice, InstanceId instance, Resources limits) throws IOException;

  /** The group of an instance, if it exists. */
  Optional<ControlGroup> find(InstanceId instance);

  /** The same where the slice is known, which saves looking into all of them. */
  Optional<ControlGroup> find(String slice, InstanceId instance);

  /** Every instance that has a group. */
  List<InstanceId> instances();

  /** Removes this platform's part of the tree, which is empty. */
  void remove();

  /** What it can limit here and what not. */
  List<Isolation.Layer> layers();

  /** The slice of builds: they get what processor time the apps leave. */
  String BUILDS = "builds";
}
