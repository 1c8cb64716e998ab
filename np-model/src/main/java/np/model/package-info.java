/** The words of np: what can be wanted and what can be observed, as values without I/O. */
@org.jspecify.annotations.NullMarked
package np.model;
