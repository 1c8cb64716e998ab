package np.server.http;

import np.model.Role;
import np.model.TenantName;

/**
 * Who calls, as far as the server believes it.
 *
 * @param tenant in which it acts: its own, or for an operator the one named by {@code Np-Tenant}
 * @param role what it may do
 * @param name of the token, for people: {@code laptop}, {@code ci}
 * @param tokenId of the token
 */
public record Principal(TenantName tenant, Role role, String name, String tokenId) {}
