/** Who may do what: tenants, tokens and roles. */
@org.jspecify.annotations.NullMarked
package np.server.tenants;
