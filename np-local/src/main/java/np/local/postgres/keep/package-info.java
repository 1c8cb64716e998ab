/** Keeps the databases of tenants: makes, wakes, suspends, branches and removes them. */
@org.jspecify.annotations.NullMarked
package np.local.postgres.keep;
