package np.edge.files;

/**
 * How long a file may be kept by browsers and caches: for ever when its name changes with its
 * content; otherwise pages and code are asked for each time, which costs a 304, so that a new
 * release is seen at once; pictures, fonts, sound and video are kept for five minutes.
 *
 * <p>Names count as made from the content where build tools make them so: everything below {@code
 * /_next/static/}, {@code /_app/immutable/} and {@code /_astro/}, and {@code name.HASH.ext} or
 * {@code name-HASH.ext} with a hash of 8 or more lower-case hexadecimal digits or of 8 upper-case
 * letters and digits, and below {@code /assets/} and {@code /_nuxt/} of 8 letters and digits of all
 * kinds. A date or a word is not taken for a hash: a wrong guess would last a year.
 */
enum CacheRule {
  IMMUTABLE("public, max-age=31536000, immutable"),
  MINUTES("public, max-age=300"),
  REVALIDATE("no-cache");

  private final String value;

  CacheRule(String value) {
    this.value = value;
  }

  /** Of Cache-Control. */
  String value() {
    return value;
  }

  static CacheRule of(SitePath path, MediaType type) {
    if (type.isHtml()) {
      return REVALIDATE;
    }
    if (isHashed(path)) {
      return IMMUTABLE;
    }
    return type.isCode() ? REVALIDATE : MINUTES;
  }

  private static boolean isHashed(SitePath path) {
    String place = path.text();
    if (place.startsWith("/_next/static/")
        || place.startsWith("/_app/immutable/")
        || place.startsWith("/_astro/")) {
      return true;
    }
    boolean assets = place.startsWith("/assets/") || place.startsWith("/_nuxt/");
    return hasHash(path.name(), assets);
  }

  private static boolean hasHash(String name, boolean assets) {
    int end = name.endsWith(".map") ? name.lastIndexOf('.', name.length() - 5) : -1;
    end = end < 0 ? name.lastIndexOf('.') : end;
    if (end <= 0) {
      return false;
    }
    if (assets && end > 9 && name.charAt(end - 9) == '-' && isMixed(name, end - 8, end)) {
      return true;
    }
    int start = Math.max(name.lastIndexOf('.', end - 1), name.lastIndexOf('-', end - 1)) + 1;
    return start > 1 && (isHex(name, start, end) || isBase32(name, start, end));
  }

  /** Lower-case hexadecimal digits, of which at least one is a letter and one is not. */
  private static boolean isHex(String name, int start, int end) {
    int letters = 0;
    for (int i = start; i < end; i++) {
      char c = name.charAt(i);
      if (c >= 'a' && c <= 'f') {
        letters++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return end - start >= 8 && letters > 0 && letters < end - start;
  }

  /**
   * Eight upper-case letters and digits, as esbuild makes them; not a word with a number behind.
   */
  private static boolean isBase32(String name, int start, int end) {
    int wordEnd = end;
    while (wordEnd > start && isDigit(name.charAt(wordEnd - 1))) {
      wordEnd--;
    }
    int digits = 0;
    for (int i = start; i < wordEnd; i++) {
      char c = name.charAt(i);
      if (isDigit(c)) {
        digits++;
      } else if (c < 'A' || c > 'Z') {
        return false;
      }
    }
    return end - start == 8 && digits > 0;
  }

  /** Eight characters of base64url, as Rollup makes them; not a plain or capitalised word. */
  private static boolean isMixed(String name, int start, int end) {
    int digits = 0;
    int capitals = 0;
    for (int i = start; i < end; i++) {
      char c = name.charAt(i);
      if (isDigit(c)) {
        digits++;
      } else if (c >= 'A' && c <= 'Z') {
        capitals++;
      } else if (c != '_' && c != '-' && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return digits < 8 && (digits > 0 || (capitals >= 2 && capitals < 8));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
