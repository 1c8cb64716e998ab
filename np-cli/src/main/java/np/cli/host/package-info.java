/** What the CLI is given by the program around it: streams, terminal, platform, checks. */
@org.jspecify.annotations.NullMarked
package np.cli.host;
