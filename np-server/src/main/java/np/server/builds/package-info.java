/** From uploaded sources to artifact directories: uploads, the one archive reader, sweeping. */
@org.jspecify.annotations.NullMarked
package np.server.builds;
