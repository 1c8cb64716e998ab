package np.edge.files;

/**
 * What tells one version of a content from another.
 *
 * @param etag strong, with its quotes
 * @param modifiedSecond when it came to be, seconds since 1970
 * @param modified the same as a Last-Modified field writes it
 */
record Validators(String etag, long modifiedSecond, String modified) {

  static Validators of(String etag, long modifiedSecond) {
    return new Validators(etag, modifiedSecond, HttpDate.format(modifiedSecond));
  }

  /** The validators of the same content in another coding. */
  Validators coded(Coding coding) {
    String tag = etag.substring(0, etag.length() - 1) + "-" + coding.token() + "\"";
    return new Validators(tag, modifiedSecond, modified);
  }
}
