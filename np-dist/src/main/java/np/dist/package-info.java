/** The programs of np: wires their parts together, starts and stops them, and packages them. */
@org.jspecify.annotations.NullMarked
package np.dist;
