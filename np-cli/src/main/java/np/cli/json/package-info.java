/** JSON documents as a small tree, so that unknown members pass through unharmed. */
@org.jspecify.annotations.NullMarked
package np.cli.json;
