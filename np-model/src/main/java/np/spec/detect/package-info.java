/** What to write into an np.yaml for a directory that has none, and why. */
@org.jspecify.annotations.NullMarked
package np.spec.detect;
