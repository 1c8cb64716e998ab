package np.server.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is learnt of a request on its way, for the journal. */
final class Visit {
  final String id;
  final Instant began;
  String route = "none";
  @Nullable Principal principal;

  Visit(String id, Instant began) {
    this.id = id;
    this.began = began;
  }
}
