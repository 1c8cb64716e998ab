package np.server.tenants;

import java.time.Instant;
import java.util.Optional;
import np.model.Role;
import np.model.TenantName;

/** A token as it is kept, without its digest. */
record Token(
    String id,
    TenantName tenant,
    String name,
    Role role,
    Instant createdAt,
    Optional<Instant> lastUsedAt) {}
