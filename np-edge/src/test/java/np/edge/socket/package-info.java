@org.jspecify.annotations.NullMarked
package np.edge.socket;
