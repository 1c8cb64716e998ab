/** Carries changes of apps out, step by step, and goes on after a crash. */
@org.jspecify.annotations.NullMarked
package np.server.deploy;
