/** Seals secrets with a key that lies outside the database. */
@org.jspecify.annotations.NullMarked
package np.server.secrets;
