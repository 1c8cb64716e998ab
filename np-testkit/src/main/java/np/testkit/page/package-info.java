/** Pages of docs/ whose parts are generated from the tables of np. */
@org.jspecify.annotations.NullMarked
package np.testkit.page;
