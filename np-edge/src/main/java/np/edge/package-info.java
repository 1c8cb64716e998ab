/** Carries traffic from one immutable table. */
@NullMarked
package np.edge;

import org.jspecify.annotations.NullMarked;
