package np.bench;

import java.util.List;

/** Something that {@code np bench} measures by name. */
interface Figure {
  /** As typed: {@code ./np bench status}. */
  String name();

  /** A word for several figures that are measured together: {@code ./np bench databases}. */
  default String group() {
    return name();
  }

  /** Measures on a platform of its own, which is empty and stopped. */
  List<Result> measure(Platform platform) throws Exception;
}
