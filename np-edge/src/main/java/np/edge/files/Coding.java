package np.edge.files;

/** A content coding (RFC 9110 section 8.4.1), the preferred one first. */
enum Coding {
  BROTLI("br", ".br"),
  ZSTANDARD("zstd", ".zst"),
  GZIP("gzip", ".gz"),
  IDENTITY("identity", "");

  private final String token;
  private final String suffix;

  Coding(String token, String suffix) {
    this.token = token;
    this.suffix = suffix;
  }

  /** As in Accept-Encoding and Content-Encoding. */
  String token() {
    return token;
  }

  /** What the name of a file in this coding ends with. */
  String suffix() {
    return suffix;
  }
}
