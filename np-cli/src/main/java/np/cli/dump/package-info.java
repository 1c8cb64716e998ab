/** Writes a database as plain SQL that psql reads back; pg_dump is not needed. */
@org.jspecify.annotations.NullMarked
package np.cli.dump;
