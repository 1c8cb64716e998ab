/** Runs the same on Nomad, Consul, Traefik and OpenObserve. */
@NullMarked
package np.nomad;

import org.jspecify.annotations.NullMarked;
