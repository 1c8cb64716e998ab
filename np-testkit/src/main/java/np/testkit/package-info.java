/** Contracts every driver must pass, fakes that pass them, and a load generator. */
@NullMarked
package np.testkit;

import org.jspecify.annotations.NullMarked;
