package np.model;

/**
 * Where the data of a database comes from. An engine makes it once for each origin: another origin
 * means that the present data give way to new ones.
 */
public sealed interface DatabaseOrigin {

  /** It begins empty. */
  record Empty() implements DatabaseOrigin {}

  /**
   * It begins as a copy of what another database of the same tenant is at that moment; the other
   * one goes on undisturbed.
   *
   * @param parent which
   * @param epoch 1 at first; a greater number asks for the parent's present anew
   */
  record BranchOf(DatabaseId parent, int epoch) implements DatabaseOrigin {}
}
