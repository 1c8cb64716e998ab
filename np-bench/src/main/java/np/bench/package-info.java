/** JMH and side-by-side benchmarks; never shipped. */
@NullMarked
package np.bench;

import org.jspecify.annotations.NullMarked;
