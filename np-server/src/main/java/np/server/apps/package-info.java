/** Apps and their releases: what tenants may ask for, and what is kept of it. */
@org.jspecify.annotations.NullMarked
package np.server.apps;
