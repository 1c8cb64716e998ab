/** Certificates: from a directory, from a local authority, later from ACME. */
@org.jspecify.annotations.NullMarked
package np.edge.tls;
