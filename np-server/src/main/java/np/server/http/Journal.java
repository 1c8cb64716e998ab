package np.server.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Writes down each request: a line and a count. */
final class Journal {
  private final AccessLog log;
  private final InstantSource clock;
  private final Metrics.Counter requests;
  private final Metrics.Counter seconds;

  Journal(AccessLog log, InstantSource clock, Metrics metrics) {
    this.log = log;
    this.clock = clock;
    this.requests =
        metrics.counter("np_api_requests_total", "Requests answered.", "route", "status");
    this.seconds =
        metrics.counter("np_api_request_seconds_total", "Time spent on requests.", "route");
  }

  Instant now() {
    return clock.instant();
  }

  void record(Request request, Response response, Visit visit) {
    Duration took = Duration.between(visit.began, clock.instant());
    String status = String.valueOf(response.getStatus());
    requests.add(1, visit.route, status);
    seconds.add(took.toNanos() / 1e9, visit.route);
    Map<String, String> members = new LinkedHashMap<>();
    members.put("request", visit.id);
    members.put("method", request.getMethod());
    members.put("path", String.valueOf(request.getHttpURI().getPath()));
    members.put("status", status);
    members.put("ms", String.valueOf(took.toMillis()));
    Principal principal = visit.principal;
    if (principal != null) {
      members.put("tenant", principal.tenant().value());
      members.put("by", principal.name());
    }
    members.put("remote", Request.getRemoteAddr(request));
    log.line(AccessLog.format(members));
  }
}
