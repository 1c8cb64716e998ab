package np.edge.log;

import np.edge.http.AccessEntry;

/** Entries for tests. */
final class Entries {
  private Entries() {}

  static AccessEntry of(String path) {
    return new AccessEntry(
        1_700_000_000_007L,
        "req-1",
        "shop.localhost",
        "GET",
        path,
        200,
        12,
        345,
        6_789_000,
        5_000_000,
        "127.0.0.1",
        "acme/shop",
        "web-0001",
        "HTTP/1.1");
  }

  static AccessEntry hostile(String text) {
    return new AccessEntry(
        1_700_000_000_000L, text, text, text, text, 404, 0, 0, 0, 0, text, null, null, "HTTP/2.0");
  }
}
