/** Where the node's files lie, and how they are written, owned and removed. */
@org.jspecify.annotations.NullMarked
package np.local.storage;
