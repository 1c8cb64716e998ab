/** Which database a client wants, from what it says before it has proved anything. */
@org.jspecify.annotations.NullMarked
package np.edge.postgres.route;
