package np.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A path of the API with its query, every part percent-encoded.
 *
 * @param encoded for example {@code /v1/status?app=shop}
 */
public record ApiPath(String encoded) {

  /** {@code /v1/} and the parts, each one segment whatever it contains. */
  public static ApiPath of(String... parts) {
    return new ApiPath(
        "/v1/" + List.of(parts).stream().map(ApiPath::encode).collect(Collectors.joining("/")));
  }

  /** With a parameter more; as it is when {@code value} is empty. */
  public ApiPath query(String name, String value) {
    if (value.isEmpty()) {
      return this;
    }
    String separator = encoded.contains("?") ? "&" : "?";
    return new ApiPath(encoded + separator + name + "=" + encode(value));
  }

  private static String encode(String part) {
    if (part.equals(".") || part.equals("..")) {
      return part.replace(".", "%2E");
    }
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return encoded;
  }
}
