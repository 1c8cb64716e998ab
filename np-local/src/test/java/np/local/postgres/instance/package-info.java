/** Tests. */
@org.jspecify.annotations.NullMarked
package np.local.postgres.instance;
