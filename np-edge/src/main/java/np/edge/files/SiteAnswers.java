package np.edge.files;

import java.util.List;
import np.edge.files.Resource.Content;
import np.edge.files.Variant.Body;
import np.edge.http.Exchange;
import np.edge.wire.RequestHead;
import np.edge.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a content is answered: in which coding, whether at all, and which parts (RFC 9110
 * sections 12 to 14).
 */
final class SiteAnswers {
  private static final long MAX_MULTIPART = 1 << 20;

  private final Bodies bodies;

  SiteAnswers(Bodies bodies) {
    this.bodies = bodies;
  }

  /** Answers with a content that was asked for. */
  void found(Exchange exchange, Content content) {
    RequestHead request = exchange.request();
    String ranges = request.isMethod("GET") ? request.header("range") : null;
    Variant variant = choose(request, content, ranges);
    switch (Preconditions.evaluate(request, variant.validators())) {
      case NOT_MODIFIED -> bare(exchange, head(exchange, 304, content, variant));
      case FAILED -> bare(exchange, head(exchange, 412, content, variant).length(0));
      case PROCEED -> proceed(exchange, content, variant, ranges);
    }
  }

  /** Answers with the page for what does not exist. */
  void notFound(Exchange exchange, Content content) {
    Variant variant = choose(exchange.request(), content, null);
    ResponseHead head = exchange.response().start(404).add("content-type", content.type());
    common(exchange, head, content);
    coding(head, variant);
    whole(exchange, head, variant);
  }

  private Variant choose(RequestHead request, Content content, @Nullable String ranges) {
    if (!content.varies()) {
      return content.identity();
    }
    Variant best = content.choose(AcceptedCodings.parse(request.header("accept-encoding")));
    boolean streamed = best.body() instanceof Body.Deflated;
    return streamed && (ranges != null || !bodies.mayDeflate()) ? content.identity() : best;
  }

  private void proceed(
      Exchange exchange, Content content, Variant variant, @Nullable String field) {
    List<ByteRange> ranges = ranges(exchange, variant, field);
    if (ranges == null) {
      ResponseHead head = head(exchange, 200, content, variant);
      coding(head.add("content-type", content.type()), variant);
      whole(exchange, head, variant);
    } else if (ranges.isEmpty()) {
      ResponseHead head = head(exchange, 416, content, variant);
      bare(exchange, head.add("content-range", "bytes */" + variant.size()).length(0));
    } else {
      ResponseHead head = head(exchange, 206, content, variant);
      coding(head, variant);
      parts(exchange, head, content.type(), new Parts(variant, ranges));
    }
  }

  /** The parts to be sent; null for the whole. */
  private static @Nullable List<ByteRange> ranges(
      Exchange exchange, Variant variant, @Nullable String field) {
    if (field == null
        || variant.body() instanceof Body.Deflated
        || !Preconditions.allowRange(
            exchange.request(), variant.validators(), exchange.context().date())) {
      return null;
    }
    List<ByteRange> ranges = ByteRange.parse(field, variant.size());
    boolean large =
        ranges != null
            && ranges.size() > 1
            && ranges.stream().mapToLong(ByteRange::length).sum() > MAX_MULTIPART;
    return large ? null : ranges;
  }

  /** Some parts of a variant. */
  private record Parts(Variant variant, List<ByteRange> ranges) {}

  private void parts(Exchange exchange, ResponseHead head, String type, Parts parts) {
    long size = parts.variant.size();
    if (parts.ranges.size() == 1) {
      ByteRange only = parts.ranges.getFirst();
      head.add("content-type", type).add("content-range", only.of(size)).length(only.length());
      bodies.send(exchange, head, parts.variant.body(), only);
      return;
    }
    String boundary = "np-" + exchange.requestId();
    Multipart multipart = new Multipart(boundary, type, size, parts.ranges);
    head.add("content-type", multipart.type()).length(multipart.length());
    bodies.send(exchange, head, parts.variant.body(), multipart);
  }

  private void whole(Exchange exchange, ResponseHead head, Variant variant) {
    boolean get = exchange.request().isMethod("GET");
    if (variant.body() instanceof Body.Deflated deflated) {
      if (get) {
        bodies.deflate(exchange, head, deflated.place());
      } else {
        bare(exchange, head);
      }
      return;
    }
    head.length(variant.size());
    if (get && variant.size() > 0) {
      bodies.send(exchange, head, variant.body(), new ByteRange(0, variant.size() - 1));
    } else {
      bare(exchange, head);
    }
  }

  private static void bare(Exchange exchange, ResponseHead head) {
    exchange.respond(head);
    exchange.end(null);
  }

  private static ResponseHead head(
      Exchange exchange, int status, Content content, Variant variant) {
    Validators validators = variant.validators();
    ResponseHead head = exchange.response().start(status).add("etag", validators.etag());
    head.add("last-modified", validators.modified());
    if (!(variant.body() instanceof Body.Deflated)) {
      head.add("accept-ranges", "bytes");
    }
    return common(exchange, head, content);
  }

  private static ResponseHead common(Exchange exchange, ResponseHead head, Content content) {
    boolean missing = head.status() == 404;
    head.add("cache-control", (missing ? CacheRule.REVALIDATE : content.cache()).value());
    if (content.varies()) {
      head.add("vary", "Accept-Encoding");
    }
    head.add("x-content-type-options", "nosniff");
    return head.add("date", exchange.context().date());
  }

  private static void coding(ResponseHead head, Variant variant) {
    if (variant.coding() != Coding.IDENTITY) {
      head.add("content-encoding", variant.coding().token());
    }
  }
}
