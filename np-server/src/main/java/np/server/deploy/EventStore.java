package np.server.deploy;

import java.util.List;
import np.api.EventView;
import np.server.apps.Deployment;
import np.server.apps.JsonColumn;
import org.jdbi.v3.core.Handle;

/** The table of what deployments have told. */
final class EventStore {

  void insert(Handle handle, Deployment deployment, EventView event) {
    handle
        .createUpdate(
            """
            INSERT INTO deployment_events (deployment, tenant, seq, event)
            VALUES (:deployment, :tenant, :seq, CAST(:event AS jsonb))
            """)
        .bind("deployment", deployment.id())
        .bind("tenant", deployment.app().tenant().value())
        .bind("seq", event.seq())
        .bind("event", JsonColumn.write(event))
        .execute();
  }

  /** The highest seq, 0 before the first. */
  long last(Handle handle, Deployment deployment) {
    return handle
        .createQuery(
            """
            SELECT coalesce(max(seq), 0) FROM deployment_events
            WHERE tenant = :tenant AND deployment = :deployment
            """)
        .bind("tenant", deployment.app().tenant().value())
        .bind("deployment", deployment.id())
        .mapTo(Long.class)
        .one();
  }

  /** What was told after {@code seq}, oldest first. */
  List<EventView> after(Handle handle, Deployment deployment, long seq) {
    return handle
        .createQuery(
            """
            SELECT event FROM deployment_events
            WHERE tenant = :tenant AND deployment = :deployment AND seq > :seq ORDER BY seq
            """)
        .bind("tenant", deployment.app().tenant().value())
        .bind("deployment", deployment.id())
        .bind("seq", seq)
        .map((row, context) -> JsonColumn.event(row.getString("event")))
        .list();
  }
}
