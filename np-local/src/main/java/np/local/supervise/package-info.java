/** Keeps workloads as they are wanted: one loop each, driven by events, from state on disk. */
@org.jspecify.annotations.NullMarked
package np.local.supervise;
