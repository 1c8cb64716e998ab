/** Measures np from outside, beside its peers, and writes docs/benchmarks.md; never shipped. */
@NullMarked
package np.bench;

import org.jspecify.annotations.NullMarked;
