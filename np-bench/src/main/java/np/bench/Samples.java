package np.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What was measured, in the order of size.
 *
 * @param values at least one
 */
record Samples(List<Double> values) {
  Samples {
    values = values.stream().sorted().toList();
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  /** One measurement, to be repeated. */
  @FunctionalInterface
  interface Measurement {
    double measure() throws Exception;
  }

  static Samples of(int times, Measurement measurement) throws Exception {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      values.add(measurement.measure());
    }
    return new Samples(values);
  }

  double median() {
    return quantile(0.5);
  }

  double least() {
    return values.getFirst();
  }

  double most() {
    return values.getLast();
  }

  /** The smallest value that this share (0 to 1) of all does not exceed. */
  double quantile(double share) {
    int rank = (int) Math.ceil(share * values.size());
    return values.get(Math.max(rank, 1) - 1);
  }
}
