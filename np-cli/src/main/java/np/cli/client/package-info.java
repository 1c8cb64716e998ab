/** The one way to the server: HTTP/1.1, JSON and event streams over plain sockets. */
@org.jspecify.annotations.NullMarked
package np.cli.client;
