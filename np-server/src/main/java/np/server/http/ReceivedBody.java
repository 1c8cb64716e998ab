package np.server.http;

import java.io.InputStream;
import java.security.MessageDigest;

/** A request's body: JSON that was read, or an upload that is still coming. */
final class ReceivedBody {
  private final Json json;
  private final byte[] bytes;
  private final InputStream stream;

  private ReceivedBody(Json json, byte[] bytes, InputStream stream) {
    this.json = json;
    this.bytes = bytes;
    this.stream = stream;
  }

  static ReceivedBody whole(Json json, byte[] bytes) {
    return new ReceivedBody(json, bytes, InputStream.nullInputStream());
  }

  static ReceivedBody coming(Json json, InputStream stream) {
    return new ReceivedBody(json, new byte[0], stream);
  }

  <T extends Record> T as(Class<T> type) {
    return json.read(bytes, type);
  }

  InputStream stream() {
    return stream;
  }

  void addTo(MessageDigest digest) {
    digest.update(bytes);
  }
}
