/** The socket API between server, node and edge: one JSON object a line, both ends. */
@org.jspecify.annotations.NullMarked
package np.local.link;
