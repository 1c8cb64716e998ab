/** Every command, the table of them, and what they share. */
@org.jspecify.annotations.NullMarked
package np.cli.command;
