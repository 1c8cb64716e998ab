package np.server.apps;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.AppId;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.ServiceName;
import np.model.TenantName;
import np.spec.ServiceSpec;
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
  Map<DatabaseName, AppLogin> logins(
      Handle handle, TenantName tenant, Collection<DatabaseName> names);

  /**
   * What an app asks for in its file.
   *
   * @param environment of the file that it is deployed from, if any
   */
  record Services(AppId app, Optional<String> environment, Map<ServiceName, ServiceSpec> services) {
    public Services {
      services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    }
  }

  /**
   * Writes down the databases that a file asks for, to be made by {@link #apply} once the
   * transaction has committed; what is there and fits stays as it is. What a file does not name any
   * more is left alone.
   *
   * @return what has to be made or changed, one line each
   * @throws np.model.NpException.Conflict when a database of that name is of another kind
   * @throws np.model.NpException.NotFound NO_DATABASE when there is nothing to branch from
   */
  List<String> provide(Handle handle, Services wanted, Stamp stamp);

  /** What {@link #provide} would do or refuse, one line each; does none of it. */
  List<String> foresee(Handle handle, Services wanted);

  /**
   * Has the engine make what {@link #provide} has written down, and returns when clients can
   * connect.
   *
   * @param stamp the same as then
   * @return what is there now, one line each
   * @throws np.model.NpException.Unavailable when the engine is away; may be called again
   * @throws np.model.NpException when the engine refuses
   */
  List<String> apply(Services wanted, Stamp stamp);
}
