/** The contracts that drivers implement: small, declarative, idempotent, blocking. */
@org.jspecify.annotations.NullMarked
package np.spi;
