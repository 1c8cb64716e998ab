/** The bytes of HTTP/1.1 (RFC 9112): strict parsers, header blocks and body framing. */
@org.jspecify.annotations.NullMarked
package np.edge.wire;
