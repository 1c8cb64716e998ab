/** Tests of static sites, through a real edge where bytes on the wire matter. */
@org.jspecify.annotations.NullMarked
package np.edge.files;
