/** Tests of certificates, with openssl as the other party where that is the stricter judge. */
@org.jspecify.annotations.NullMarked
package np.edge.tls;
