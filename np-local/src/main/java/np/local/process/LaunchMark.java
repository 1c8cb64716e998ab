package np.local.process;

import np.model.InstanceId;

/**
 * A variable by which processes without a cgroup are found again.
 *
 * @param platform which np started it: {@link np.local.storage.HomeLayout#hash}
 * @param instance what it belongs to
 */
record LaunchMark(String platform, InstanceId instance) {
  static final String NAME = "NP_LAUNCH";

  String value() {
    return platform + "-" + instance;
  }

  /** As it stands in the environment. */
  String variable() {
    return NAME + "=" + value();
  }
}
