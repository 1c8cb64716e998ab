/** Main; wires the parts of each program and packages the binary. */
@NullMarked
package np.dist;

import org.jspecify.annotations.NullMarked;
