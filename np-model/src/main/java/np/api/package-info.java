/** The records that travel between the CLI and the server as JSON. */
@org.jspecify.annotations.NullMarked
package np.api;
