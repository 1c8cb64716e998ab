/** Speaks with a PostgreSQL: logging in, telling statements apart, telling what went wrong. */
@org.jspecify.annotations.NullMarked
package np.cli.postgres;
