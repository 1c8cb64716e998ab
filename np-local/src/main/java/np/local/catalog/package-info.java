/** Knows which instances may get traffic, and which edges still use one that must go. */
@org.jspecify.annotations.NullMarked
package np.local.catalog;
