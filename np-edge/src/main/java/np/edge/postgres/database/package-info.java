/** The databases that the gateway knows, who is in them, and how they are woken. */
@org.jspecify.annotations.NullMarked
package np.edge.postgres.database;
