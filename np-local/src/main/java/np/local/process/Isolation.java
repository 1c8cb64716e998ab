package np.local.process;

import java.util.List;

/**
 * What keeps instances apart on this machine.
 *
 * @param layers each with what is in force or why it is not
 */
public record Isolation(List<Layer> layers) {
  public Isolation {
    layers = List.copyOf(layers);
  }

  /**
   * One means.
   *
   * @param name {@code users}, {@code sandbox}, {@code memory limit} and so on
   * @param inForce whether it is used
   * @param detail how, or why not and what to do, one line
   */
  public record Layer(String name, boolean inForce, String detail) {}

  /** Whether tenants that do not trust each other may share this machine. */
  public boolean keepsTenantsApart() {
    return layers.stream().allMatch(Layer::inForce);
  }

  /** What is not in force. */
  public List<Layer> missing() {
    return layers.stream().filter(layer -> !layer.inForce()).toList();
  }
}
