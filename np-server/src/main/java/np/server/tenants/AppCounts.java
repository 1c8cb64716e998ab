package np.server.tenants;

import java.util.Map;
import np.model.TenantName;
import org.jdbi.v3.core.Handle;

/** Knows how many apps each tenant has. */
@FunctionalInterface
public interface AppCounts {

  /** All counts in one query; tenants without apps may be missing. */
  Map<TenantName, Integer> read(Handle handle);
}
