/** What np's words become as Nomad jobs: pure rendering, nothing is sent. */
@org.jspecify.annotations.NullMarked
package np.nomad.job;
