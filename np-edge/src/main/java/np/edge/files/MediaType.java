package np.edge.files;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a file is, told by its name (IANA media type registry).
 *
 * @param value of Content-Type
 * @param density whether compressing it is worth the while
 */
record MediaType(String value, Density density) {

  /** How much room a kind of file wastes. */
  enum Density {
    LOOSE,
    DENSE
  }

  private static final MediaType UNKNOWN = dense("application/octet-stream");
  private static final MediaType TEXT = loose("text/plain; charset=utf-8");
  private static final Map<String, MediaType> BY_EXTENSION = table();

  /** The type of the file with this name; unknown ones are bytes, except below .well-known. */
  static MediaType of(SitePath path) {
    String name = path.name();
    int dot = name.lastIndexOf('.');
    if (dot >= 0) {
      String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
      return BY_EXTENSION.getOrDefault(extension, UNKNOWN);
    }
    if (name.equals("apple-app-site-association")) {
      return loose("application/json");
    }
    return path.segments().getFirst().equals(".well-known") ? TEXT : UNKNOWN;
  }

  boolean isHtml() {
    return value.startsWith("text/html");
  }

  /** Whether its name stays while it changes together with the pages that refer to it. */
  boolean isCode() {
    return density == Density.LOOSE && !value.startsWith("font/") && !value.startsWith("image/");
  }

  private static MediaType loose(String value) {
    return new MediaType(value, Density.LOOSE);
  }

  private static MediaType dense(String value) {
    return new MediaType(value, Density.DENSE);
  }

  private static Map<String, MediaType> table() {
    Map<String, MediaType> table = new HashMap<>();
    texts(table);
    documents(table);
    images(table);
    media(table);
    return Map.copyOf(table);
  }

  private static void texts(Map<String, MediaType> table) {
    put(table, loose("text/html; charset=utf-8"), "html", "htm");
    put(table, loose("text/css; charset=utf-8"), "css");
    put(table, loose("text/javascript; charset=utf-8"), "js", "mjs", "cjs");
    put(table, TEXT, "txt", "text", "log");
    put(table, loose("text/markdown; charset=utf-8"), "md", "markdown");
    put(table, loose("text/csv; charset=utf-8"), "csv");
    put(table, loose("text/calendar; charset=utf-8"), "ics");
    put(table, loose("text/vtt; charset=utf-8"), "vtt");
    put(table, loose("text/xml; charset=utf-8"), "xml", "xsl");
    put(table, loose("application/json"), "json", "map");
    put(table, loose("application/ld+json"), "jsonld");
    put(table, loose("application/geo+json"), "geojson");
    put(table, loose("application/manifest+json"), "webmanifest");
    put(table, loose("application/rss+xml; charset=utf-8"), "rss");
    put(table, loose("application/atom+xml; charset=utf-8"), "atom");
    put(table, loose("application/xhtml+xml; charset=utf-8"), "xhtml");
    put(table, loose("application/yaml; charset=utf-8"), "yaml", "yml");
    put(table, loose("application/wasm"), "wasm");
  }

  private static void documents(Map<String, MediaType> table) {
    put(table, dense("application/pdf"), "pdf");
    put(table, loose("application/rtf"), "rtf");
    put(table, dense("application/zip"), "zip");
    put(table, dense("application/gzip"), "gz", "tgz");
    put(table, dense("application/zstd"), "zst");
    put(table, dense("application/x-tar"), "tar");
    put(table, dense("application/x-bzip2"), "bz2");
    put(table, dense("application/x-xz"), "xz");
    put(table, dense("application/java-archive"), "jar");
    put(table, dense("application/epub+zip"), "epub");
    put(table, dense("application/vnd.android.package-archive"), "apk");
    String office = "application/vnd.openxmlformats-officedocument.";
    put(table, dense(office + "wordprocessingml.document"), "docx");
    put(table, dense(office + "spreadsheetml.sheet"), "xlsx");
    put(table, dense(office + "presentationml.presentation"), "pptx");
  }

  private static void images(Map<String, MediaType> table) {
    put(table, loose("image/svg+xml"), "svg");
    put(table, loose("image/x-icon"), "ico");
    put(table, loose("image/bmp"), "bmp");
    put(table, dense("image/png"), "png");
    put(table, dense("image/apng"), "apng");
    put(table, dense("image/jpeg"), "jpg", "jpeg");
    put(table, dense("image/gif"), "gif");
    put(table, dense("image/webp"), "webp");
    put(table, dense("image/avif"), "avif");
    put(table, dense("image/jxl"), "jxl");
    put(table, dense("image/heic"), "heic");
    put(table, dense("image/tiff"), "tif", "tiff");
  }

  private static void media(Map<String, MediaType> table) {
    put(table, dense("font/woff"), "woff");
    put(table, dense("font/woff2"), "woff2");
    put(table, loose("font/ttf"), "ttf");
    put(table, loose("font/otf"), "otf");
    put(table, loose("application/vnd.ms-fontobject"), "eot");
    put(table, dense("audio/mpeg"), "mp3");
    put(table, dense("audio/mp4"), "m4a");
    put(table, dense("audio/aac"), "aac");
    put(table, dense("audio/ogg"), "ogg", "oga", "opus");
    put(table, dense("audio/wav"), "wav");
    put(table, dense("audio/flac"), "flac");
    put(table, dense("video/mp4"), "mp4", "m4v");
    put(table, dense("video/webm"), "webm");
    put(table, dense("video/ogg"), "ogv");
    put(table, dense("video/quicktime"), "mov");
    put(table, loose("application/vnd.apple.mpegurl"), "m3u8");
    put(table, dense("video/mp2t"), "ts");
    put(table, dense("model/gltf-binary"), "glb");
    put(table, loose("model/gltf+json"), "gltf");
  }

  private static void put(Map<String, MediaType> table, MediaType type, String... extensions) {
    for (String extension : extensions) {
      table.put(extension, type);
    }
  }
}
