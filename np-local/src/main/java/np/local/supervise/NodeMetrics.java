package np.local.supervise;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import np.model.InstanceState;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import np.spi.Metric;
import np.spi.Metric.Sample;

/** What a node counts, as metrics. Their labels are those of the workloads that there are. */
final class NodeMetrics {
  private static final List<String> LABELS = List.of("tenant", "app", "process");
  private static final List<String> WITH_STATE = List.of("tenant", "app", "process", "state");

  private final List<Sample> instances = new ArrayList<>();
  private final List<Sample> wanted = new ArrayList<>();
  private final List<Sample> restarts = new ArrayList<>();
  private final List<Sample> outOfMemory = new ArrayList<>();

  void add(WorkloadStatus status, InstanceTally.Counts counts) {
    List<String> labels = labels(status.id());
    wanted.add(new Sample(LABELS, labels, status.wanted()));
    restarts.add(new Sample(LABELS, labels, counts.restarts()));
    outOfMemory.add(new Sample(LABELS, labels, counts.outOfMemory()));
    byState(status)
        .forEach(
            (state, count) -> instances.add(new Sample(WITH_STATE, with(labels, state), count)));
  }

  private static Map<InstanceState, Integer> byState(WorkloadStatus status) {
    Map<InstanceState, Integer> counts = new EnumMap<>(InstanceState.class);
    counts.put(InstanceState.RUNNING, 0);
    status.instances().forEach(each -> counts.merge(each.state(), 1, Integer::sum));
    return counts;
  }

  private static List<String> labels(WorkloadId id) {
    return List.of(id.app().tenant().value(), id.app().app().value(), id.process().value());
  }

  private static List<String> with(List<String> labels, InstanceState state) {
    List<String> all = new ArrayList<>(labels);
    all.add(state.name().toLowerCase(Locale.ROOT));
    return all;
  }

  String text() {
    StringBuilder out = new StringBuilder();
    new Metric("np_node_instances", "Instances by state.", Metric.Type.GAUGE, instances)
        .writeTo(out);
    new Metric("np_node_instances_wanted", "Instances wanted.", Metric.Type.GAUGE, wanted)
        .writeTo(out);
    new Metric(
            "np_node_restarts_total",
            "Instances started again after they ended by themselves.",
            Metric.Type.COUNTER,
            restarts)
        .writeTo(out);
    new Metric(
            "np_node_out_of_memory_total",
            "Instances that the kernel ended for want of memory.",
            Metric.Type.COUNTER,
            outOfMemory)
        .writeTo(out);
    return out.toString();
  }
}
