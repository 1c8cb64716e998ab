/** Output of apps, and commands run beside them. */
@org.jspecify.annotations.NullMarked
package np.server.logs;
