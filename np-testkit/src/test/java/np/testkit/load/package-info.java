/** Who tests the testers. */
@org.jspecify.annotations.NullMarked
package np.testkit.load;
