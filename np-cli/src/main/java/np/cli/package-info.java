/** The entry of the CLI: from words typed by a person to one exit code. */
@org.jspecify.annotations.NullMarked
package np.cli;
