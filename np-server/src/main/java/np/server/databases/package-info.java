/** Databases: who has which, their passwords and URLs, branches, trash, and links to apps. */
@org.jspecify.annotations.NullMarked
package np.server.databases;
