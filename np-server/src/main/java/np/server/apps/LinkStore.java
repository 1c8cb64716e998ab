package np.server.apps;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import np.model.AppId;
import np.model.AppName;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.EnvName;
import np.model.TenantName;
import org.jdbi.v3.core.Handle;

/** Finds the apps that are linked to databases, by an index over what is in their links. */
public final class LinkStore {

  /** An app, and the variable that holds the URL. */
  public record Linked(AppName app, EnvName variable) {}

  /** For each of these databases the apps that have its URL, by name; those in the trash not. */
  public Map<DatabaseName, List<Linked>> of(
      Handle handle, TenantName tenant, Collection<DatabaseName> databases) {
    String sql =
        """
        SELECT wanted.name AS database, apps.name AS app, link.key AS variable
        FROM unnest(:names) AS wanted (name)
        JOIN apps ON apps.tenant = :tenant AND apps.deleted_at IS NULL
          AND jsonb_path_query_array(apps.links, '$.*.database') @> to_jsonb(ARRAY[wanted.name])
        CROSS JOIN LATERAL jsonb_each(apps.links) AS link
        WHERE link.value ->> 'database' = wanted.name
        ORDER BY apps.name, link.key
        """;
    Map<DatabaseName, List<Linked>> found = new LinkedHashMap<>();
    handle
        .createQuery(sql)
        .bind("tenant", tenant.value())
        .bindArray("names", String.class, names(databases))
        .map(
            (row, context) ->
                Map.entry(
                    new DatabaseName(row.getString("database")),
                    new Linked(
                        new AppName(row.getString("app")), new EnvName(row.getString("variable")))))
        .forEach(
            each ->
                found
                    .computeIfAbsent(each.getKey(), name -> new ArrayList<>())
                    .add(each.getValue()));
    return found;
  }

  private static Object[] names(Collection<DatabaseName> databases) {
    return databases.stream().map(DatabaseName::value).toArray();
  }

  /** Apps that have the URL of a database, or will by a change that is under way. */
  public List<AppId> users(Handle handle, DatabaseId database) {
    String sql =
        """
        SELECT name AS app FROM apps
        WHERE tenant = :tenant AND deleted_at IS NULL
          AND jsonb_path_query_array(links, '$.*.database') @> to_jsonb(ARRAY[:name])
        UNION
        SELECT app FROM deployments
        WHERE tenant = :tenant AND state IN ('QUEUED', 'RUNNING')
          AND jsonb_path_query_array(links, '$.*.database') @> to_jsonb(ARRAY[:name])
        ORDER BY app
        """;
    return handle
        .createQuery(sql)
        .bind("tenant", database.tenant().value())
        .bind("name", database.name().value())
        .map((row, context) -> new AppId(database.tenant(), new AppName(row.getString("app"))))
        .list();
  }

  /** Takes a database that is gone out of all apps, those in the trash included. */
  public void forget(Handle handle, DatabaseId database) {
    String sql =
        """
        UPDATE apps
        SET links = coalesce((
          SELECT jsonb_object_agg(link.key, link.value) FROM jsonb_each(links) AS link
          WHERE link.value ->> 'database' <> :name), '{}')
        WHERE tenant = :tenant
          AND jsonb_path_query_array(links, '$.*.database') @> to_jsonb(ARRAY[:name])
        """;
    handle
        .createUpdate(sql)
        .bind("tenant", database.tenant().value())
        .bind("name", database.name().value())
        .execute();
  }
}
