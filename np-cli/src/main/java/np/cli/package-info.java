/** Turns words typed by a person into API calls, and answers into words. */
@NullMarked
package np.cli;

import org.jspecify.annotations.NullMarked;
