/** What is seen of apps now: the engine's statuses in memory, and every state with its why. */
@org.jspecify.annotations.NullMarked
package np.server.status;
