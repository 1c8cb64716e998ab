/** Starts, limits, watches and ends the processes of instances: the only launcher of np. */
@org.jspecify.annotations.NullMarked
package np.local.process;
