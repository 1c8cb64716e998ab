package np.local.link;

import java.util.List;
import np.model.DatabaseId;
import np.model.DatabaseSocket;
import np.model.DatabaseStatus;
import np.model.Endpoints;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.LogLine;
import np.model.NpException;
import np.model.RouteStatus;
import np.model.StorageStatus;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import np.spi.DatabaseCatalog;
import np.spi.Preview;

/** What a server answers: one line, or for streams many. */
sealed interface Reply {

  record Done() implements Reply {}

  record Previewed(Preview preview) implements Reply {}

  record Statuses(List<WorkloadStatus> statuses) implements Reply {}

  record Status(WorkloadStatus status) implements Reply {}

  record Line(LogLine line) implements Reply {}

  /** The last line of a stream of log lines. */
  record End() implements Reply {}

  record Exited(Exit exit) implements Reply {}

  /** A session has begun: from now on there are frames on the connection. */
  record Attached() implements Reply {}

  /** All workloads that the catalog knows; the first line of its stream. */
  record Known(List<WorkloadId> workloads) implements Reply {}

  record Serving(Endpoints endpoints) implements Reply {}

  /** In Prometheus' text format. */
  record Scraped(String text) implements Reply {}

  record Verified(RouteStatus status) implements Reply {}

  record DatabaseStatuses(List<DatabaseStatus> statuses) implements Reply {}

  record DatabaseChanged(DatabaseStatus status) implements Reply {}

  /** Whether the data of a database are there. */
  record DataThere(boolean there) implements Reply {}

  record Storage(StorageStatus status) implements Reply {}

  /** All databases that the catalog knows; the first line of its stream. */
  record KnownDatabases(List<DatabaseId> ids) implements Reply {}

  record RoutesChanged(List<DatabaseCatalog.Change> changes) implements Reply {}

  record Awake(DatabaseSocket socket) implements Reply {}

  /** An {@link NpException}, to be thrown again at the other end. */
  record Failed(Kind kind, ErrorCode code, String message, String hint) implements Reply {

    static Failed of(NpException e) {
      Kind kind =
          switch (e) {
            case NpException.Invalid invalid -> Kind.INVALID;
            case NpException.NotFound notFound -> Kind.NOT_FOUND;
            case NpException.Denied denied -> Kind.DENIED;
            case NpException.Conflict conflict -> Kind.CONFLICT;
            case NpException.Unavailable unavailable -> Kind.UNAVAILABLE;
          };
      return new Failed(kind, e.code(), e.getMessage(), e.hint());
    }

    NpException exception() {
      return switch (kind) {
        case INVALID -> new NpException.Invalid(code, message, hint);
        case NOT_FOUND -> new NpException.NotFound(code, message, hint);
        case DENIED -> new NpException.Denied(code, message, hint);
        case CONFLICT -> new NpException.Conflict(code, message, hint);
        case UNAVAILABLE -> new NpException.Unavailable(code, message, hint);
      };
    }
  }

  /** The kinds of {@link NpException}. */
  enum Kind {
    INVALID,
    NOT_FOUND,
    DENIED,
    CONFLICT,
    UNAVAILABLE
  }
}
