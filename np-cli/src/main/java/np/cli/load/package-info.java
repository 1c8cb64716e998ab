/** Brings a database in: from a script of plain SQL, or straight from another server. */
@org.jspecify.annotations.NullMarked
package np.cli.load;
