package np.server.secrets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import np.model.AppId;
import np.model.EnvName;

/**
 * What a sealed secret belongs to; it opens in no other context.
 *
 * @param parts the kind of thing first, then its names
 */
public record SealContext(List<String> parts) {
  public SealContext {
    parts = List.copyOf(parts);
  }

  /** A secret of an app. */
  public static SealContext of(AppId app, EnvName name) {
    return new SealContext(List.of("app", app.tenant().value(), app.app().value(), name.value()));
  }

  /** Each part with its length before it, so that no two contexts look alike. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String part : parts) {
      byte[] text = part.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
      out.writeBytes(text);
    }
    return out.toByteArray();
  }
}
