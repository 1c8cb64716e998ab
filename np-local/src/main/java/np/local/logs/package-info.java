/** Keeps what instances wrote to stdout and stderr, and finds it again. */
@org.jspecify.annotations.NullMarked
package np.local.logs;
