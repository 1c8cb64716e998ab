package np.server.audit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import np.api.AuditView;
import np.model.AppName;
import np.model.DatabaseName;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Role;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.EventSink;
import np.server.http.Feature;

/** GET /v1/events. */
public final class AuditRoutes implements Feature {
  private static final int MOST = 1_000;

  private final Audit audit;

  public AuditRoutes(Audit audit) {
    this.audit = audit;
  }

  /** The last event of a stream that does not follow. */
  record End(String reason) {}

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/v1/events")
            .needs(Role.VIEWER)
            .says("Who changed what, when; first the newest, then each as it happens")
            .query("app", "of this app only")
            .query("database", "of this database only")
            .query("n", "how many of the newest, 0 to 1000, default 100")
            .query("follow", "false: end after the newest")
            .streams(AuditView.class)
            .by(this::events));
  }

  private Answer events(ApiRequest request) {
    Optional<AppName> app = request.query("app").map(AppName::new);
    Optional<DatabaseName> database = request.query("database").map(DatabaseName::new);
    AuditQuery query = new AuditQuery(request.principal().tenant(), app, database);
    int count = request.query("n").map(text -> number(text, MOST)).orElse(100L).intValue();
    boolean follow = !request.query("follow").orElse("true").equals("false");
    Optional<Long> after =
        request.header("Last-Event-ID").map(text -> number(text, Long.MAX_VALUE));
    return Answer.events(sink -> stream(query, after, count, follow, sink));
  }

  private void stream(
      AuditQuery query, Optional<Long> after, int count, boolean follow, EventSink sink)
      throws IOException, InterruptedException {
    try (AuditWatch.Watcher watcher = audit.watch().watch(query.tenant())) {
      long last =
          after.isPresent()
              ? rest(query, after.get(), sink)
              : send(audit.newest(query, count), 0, sink);
      while (follow) {
        watcher.await();
        last = rest(query, last, sink);
      }
      sink.send("end", new End("no more"));
    }
  }

  /** Everything after {@code last}; the id of the newest that was sent. */
  private long rest(AuditQuery query, long last, EventSink sink) throws IOException {
    long sent = last;
    List<AuditView> page = audit.after(query, sent);
    while (!page.isEmpty()) {
      sent = send(page, sent, sink);
      page = audit.after(query, sent);
    }
    return sent;
  }

  private static long send(List<AuditView> events, long last, EventSink sink) throws IOException {
    long sent = last;
    for (AuditView event : events) {
      sink.send("audit", event.id(), event);
      sent = event.id();
    }
    return sent;
  }

  private static long number(String text, long most) {
    if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > most) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "a number is out of range", "use 0 to " + most);
    }
    return Long.parseLong(text);
  }
}
