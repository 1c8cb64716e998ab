/** Turns a directory into a source tree and a reproducible archive. */
@org.jspecify.annotations.NullMarked
package np.cli.pack;
