/** Processes whose standard streams somebody holds: pumps, windows, and how they end. */
@org.jspecify.annotations.NullMarked
package np.local.session;
