/** Keeps what tenants asked for, and makes it so. */
@NullMarked
package np.server;

import org.jspecify.annotations.NullMarked;
