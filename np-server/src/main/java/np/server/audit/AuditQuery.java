package np.server.audit;

import java.util.Optional;
import np.model.AppName;
import np.model.DatabaseName;
import np.model.TenantName;

/** Which events are wanted: a tenant's, or those of one of its apps or databases. */
record AuditQuery(TenantName tenant, Optional<AppName> app, Optional<DatabaseName> database) {}
