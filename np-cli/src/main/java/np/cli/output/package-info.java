/** What a person or a script sees: texts, tables, live progress, JSON. */
@org.jspecify.annotations.NullMarked
package np.cli.output;
