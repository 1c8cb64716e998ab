package np.server.databases;

/**
 * How much a tenant may have.
 *
 * @param databases branches and those in the trash included
 */
public record DatabaseLimits(int databases) {
  public static final DatabaseLimits DEFAULT = new DatabaseLimits(20_000);
}
