package np.server.apps;

import java.util.Collection;
import java.util.Map;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.TenantName;
import org.jdbi.v3.core.Handle;

/** What apps ask of whoever keeps databases. */
public interface AppDatabases {

  /**
   * Makes sure that a database is there, and stays until the transaction ends.
   *
   * @throws np.model.NpException.NotFound NO_DATABASE
   */
  void hold(Handle handle, DatabaseId id);

  /** How to connect to these, as far as they exist; those in the trash included. */
  Map<DatabaseName, DatabaseLogin> logins(
      Handle handle, TenantName tenant, Collection<DatabaseName> names);
}
