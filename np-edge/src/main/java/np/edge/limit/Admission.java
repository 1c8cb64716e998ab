package np.edge.limit;

import np.edge.proxy.Origin;
import org.jspecify.annotations.Nullable;

/**
 * How a client was received when it connected.
 *
 * @param origin where it comes from
 * @param quota of its network
 * @param refusal what each of its requests is answered, after which the connection ends; null when
 *     it is welcome
 */
public record Admission(Origin origin, ClientQuota quota, @Nullable Refusal refusal) {}
