/** Who changed what, when: kept, and streamed as it happens. */
@org.jspecify.annotations.NullMarked
package np.server.audit;
