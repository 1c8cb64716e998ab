package np.cli.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request, complete but for the host.
 *
 * @param target path and query, percent-encoded
 */
record HttpRequest(String method, String target, Map<String, String> headers, HttpBody body) {

  static HttpRequest of(String method, String target) {
    boolean reads = method.equals("GET") || method.equals("HEAD");
    HttpBody none = new HttpBody.Empty(reads ? "" : "Content-Length: 0\r\n");
    return new HttpRequest(method, target, Map.of(), none);
  }

  HttpRequest with(String header, String value) {
    Map<String, String> copy = new LinkedHashMap<>(headers);
    copy.put(header, value);
    return new HttpRequest(method, target, copy, body);
  }

  HttpRequest with(HttpBody replaced) {
    return new HttpRequest(method, target, headers, replaced);
  }
}
