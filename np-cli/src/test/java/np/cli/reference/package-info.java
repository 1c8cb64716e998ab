/** Writes the reference pages of docs/ from the tables of np.yaml, the commands and the errors. */
@org.jspecify.annotations.NullMarked
package np.cli.reference;
