/** Serves the files of static sites: what is found, in which form, and how it travels. */
@org.jspecify.annotations.NullMarked
package np.edge.files;
