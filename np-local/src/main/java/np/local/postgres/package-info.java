/** Runs the control PostgreSQL from unpacked binaries, on a unix socket only. */
@org.jspecify.annotations.NullMarked
package np.local.postgres;
