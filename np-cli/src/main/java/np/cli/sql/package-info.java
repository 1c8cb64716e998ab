/** Runs statements and shows their results; the interactive shell. */
@org.jspecify.annotations.NullMarked
package np.cli.sql;
