/** np.yaml: the schema table, the parser that knows every line and column, and what it becomes. */
@org.jspecify.annotations.NullMarked
package np.spec;
