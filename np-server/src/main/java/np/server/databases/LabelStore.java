package np.server.databases;

import java.time.Instant;
import np.model.DatabaseId;
import np.model.DatabaseLabel;
import org.jdbi.v3.core.Handle;

/** The table of labels that were ever given. */
final class LabelStore {

  /** Gives a label away for ever; false when it was given before. */
  boolean give(Handle handle, DatabaseLabel label, DatabaseId id, Instant now) {
    return DatabaseRows.bind(
                handle.createUpdate(
                    """
                    INSERT INTO database_labels (label, tenant, name, given_at)
                    VALUES (:label, :tenant, :name, :now)
                    ON CONFLICT (label) DO NOTHING
                    """),
                id)
            .bind("label", label.value())
            .bind("now", now)
            .execute()
        == 1;
  }
}
