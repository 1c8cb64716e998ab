package np.server;

import java.util.HashMap;
import java.util.Map;
import np.model.TenantName;
import np.server.tenants.AppCounts;
import org.jdbi.v3.core.Handle;

/** Counts apps by tenant, those in the trash left out. */
public final class AppTally implements AppCounts {

  @Override
  public Map<TenantName, Integer> read(Handle handle) {
    return handle
        .createQuery("SELECT tenant, count(*) FROM apps WHERE deleted_at IS NULL GROUP BY tenant")
        .reduceRows(
            new HashMap<>(),
            (counts, row) -> {
              counts.put(
                  new TenantName(row.getColumn("tenant", String.class)),
                  row.getColumn("count", Integer.class));
              return counts;
            });
  }
}
