/** Commands beside an app or inside one of its instances, logged or in somebody's hands. */
@org.jspecify.annotations.NullMarked
package np.server.run;
