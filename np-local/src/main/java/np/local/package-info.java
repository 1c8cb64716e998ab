/** Runs workloads and PostgreSQL on this machine. */
@NullMarked
package np.local;

import org.jspecify.annotations.NullMarked;
