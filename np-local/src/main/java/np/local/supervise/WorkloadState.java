package np.local.supervise;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import np.local.process.Running;
import np.model.InstanceId;
import np.model.NpException;
import np.model.WorkloadId;
import org.jspecify.annotations.Nullable;

/** What one loop knows: the record, and the living instances. Only its loop changes it. */
final class WorkloadState {
  private final WorkloadStore store;
  private final Consumer<InstanceId> whenForgotten;
  private final Map<InstanceId, LiveInstance> living = new ConcurrentHashMap<>();
  private final Map<InstanceId, NpException> refusals = new HashMap<>();
  private volatile WorkloadRecord record;
  private @Nullable WorkloadRecord saved;
  private long generation;
  private String trouble = "";

  /**
   * @param whenForgotten is told which instance has ended for good
   */
  WorkloadState(WorkloadStore store, WorkloadRecord record, Consumer<InstanceId> whenForgotten) {
    this.store = store;
    this.whenForgotten = whenForgotten;
    this.record = record;
    this.generation = store.generation(id());
  }

  WorkloadId id() {
    return record.goal().wanted().id();
  }

  WorkloadRecord record() {
    return record;
  }

  void change(UnaryOperator<WorkloadRecord> change) {
    record = change.apply(record);
  }

  void change(InstanceId id, UnaryOperator<InstanceRecord> change) {
    record = record.changing(id, change);
  }

  /** Why nothing can be done for it at present; empty when something can. */
  String trouble() {
    return trouble;
  }

  void troubled(String why) {
    trouble = why;
  }

  /** Returns when what is known is on disk. */
  void save() {
    record = record.pruned();
    if (!record.equals(saved)) {
      store.save(record, generation + 1);
      generation++;
      saved = record;
    }
  }

  void delete() {
    store.delete(id());
  }

  Optional<LiveInstance> living(InstanceId id) {
    return Optional.ofNullable(living.get(id));
  }

  Optional<Running> running(InstanceId id) {
    return living(id).map(LiveInstance::running);
  }

  void lives(InstanceId id, LiveInstance instance) {
    refusals.remove(id);
    living.put(id, instance);
  }

  /** Nobody watches its process any more, because it has ended. */
  void ended(InstanceId id) {
    LiveInstance instance = living.remove(id);
    if (instance != null) {
      instance.close();
    }
  }

  /** Drops it for good. */
  void forget(InstanceId id) {
    ended(id);
    refusals.remove(id);
    record = record.without(id);
    whenForgotten.accept(id);
  }

  void refused(InstanceId id, NpException why) {
    refusals.put(id, why);
  }

  /** Why it could not be started. */
  Optional<NpException> refusal(InstanceId id) {
    return Optional.ofNullable(refusals.get(id));
  }

  /** Stops watching; the processes run on. */
  void letGo() {
    living.values().forEach(LiveInstance::close);
    living.clear();
  }
}
