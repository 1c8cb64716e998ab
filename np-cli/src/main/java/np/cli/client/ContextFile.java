package np.cli.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Secret;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** {@code ~/.config/np/config.yaml}, mode 0600 because tokens are in it. */
public final class ContextFile {
  private final Path file;

  public ContextFile(Path file) {
    this.file = file;
  }

  public Path path() {
    return file;
  }

  /** What it says; {@link Contexts#NONE} when there is no file. */
  public Contexts read() {
    if (!Files.exists(file)) {
      return Contexts.NONE;
    }
    try {
      Object document =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      return document instanceof Map<?, ?> map ? contexts(map) : Contexts.NONE;
    } catch (IOException | YamlEngineException | IllegalArgumentException e) {
      throw new NpException.Unavailable(
          ErrorCode.BAD_CONFIGURATION,
          file + " cannot be read: " + e.getMessage(),
          "mend it, or delete it and np login again",
          e);
    }
  }

  /** Replaces it at once: a reader sees the old or the new one. */
  public void write(Contexts contexts) {
    try {
      Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
      Files.createDirectories(folder);
      Path fresh =
          Files.createTempFile(
              folder,
              "config",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, render(contexts));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.BAD_CONFIGURATION,
          file + " cannot be written: " + e.getMessage(),
          "check the permissions of its directory",
          e);
    }
  }

  private static Contexts contexts(Map<?, ?> document) {
    List<Server> known = new ArrayList<>();
    if (document.get("contexts") instanceof List<?> entries) {
      for (Object entry : entries) {
        if (entry instanceof Map<?, ?> map) {
          known.add(server(map));
        }
      }
    }
    return new Contexts(text(document, "current").orElse(""), known);
  }

  private static Server server(Map<?, ?> entry) {
    return new Server(
        text(entry, "name")
            .orElseThrow(() -> new IllegalArgumentException("a context has no name")),
        URI.create(
            text(entry, "url")
                .orElseThrow(() -> new IllegalArgumentException("a context has no url"))),
        text(entry, "token").map(Secret::new),
        text(entry, "tenant"));
  }

  private static Optional<String> text(Map<?, ?> map, String key) {
    return Optional.ofNullable(map.get(key)).map(Object::toString);
  }

  private static String render(Contexts contexts) {
    StringBuilder text =
        new StringBuilder("# Servers that np knows. Keep it secret: it has tokens.\n");
    text.append("current: ").append(quote(contexts.current())).append("\ncontexts:\n");
    for (Server server : contexts.known()) {
      text.append("  - name: ").append(quote(server.name())).append('\n');
      text.append("    url: ").append(quote(server.url().toString())).append('\n');
      server.token().ifPresent(token -> line(text, "token", token.reveal()));
      server.tenant().ifPresent(tenant -> line(text, "tenant", tenant));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append("    ").append(key).append(": ").append(quote(value)).append('\n');
  }

  /** A single-quoted YAML scalar (YAML 1.2.2 section 7.3.2); none of the values has line ends. */
  private static String quote(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
