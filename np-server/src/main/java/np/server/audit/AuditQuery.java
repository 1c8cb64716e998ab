package np.server.audit;

import java.util.Optional;
import np.model.AppName;
import np.model.TenantName;

/** Which events are wanted: a tenant's, or those of one of its apps. */
record AuditQuery(TenantName tenant, Optional<AppName> app) {}
