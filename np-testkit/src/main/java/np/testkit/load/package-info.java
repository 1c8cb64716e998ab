/** An open-loop load generator: constant rate, whatever the system under test does. */
@org.jspecify.annotations.NullMarked
package np.testkit.load;
