package np.edge.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Function;
import np.model.Digest;
import np.model.ErrorCode;
import np.model.NpException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON file that is replaced whole: schema, checksum, content. Written beside itself, synced,
 * renamed, and its directory synced, so that after a crash it is the old one or the new one. The
 * one before is kept as {@code .old} for the case that the disk has damaged it.
 */
final class StateFile {
  private final JsonMapper mapper = JsonMapper.builder().build();
  private final Path path;
  private final String schema;

  StateFile(Path path, String schema) {
    this.path = path;
    this.schema = schema;
  }

  /** The content as {@code reader} sees it, or that of the file before when it is damaged. */
  <T> Optional<T> load(Function<JsonNode, T> reader) {
    return read(path, reader).or(() -> read(old(), reader));
  }

  /** Changes with every save; empty when there is no file. */
  String stamp() {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return file.fileKey() + " " + file.lastModifiedTime();
    } catch (IOException missing) {
      return "";
    }
  }

  private Path old() {
    return path.resolveSibling(path.getFileName() + ".old");
  }

  private <T> Optional<T> read(Path source, Function<JsonNode, T> reader) {
    try {
      JsonNode file = mapper.readTree(Files.readAllBytes(source));
      JsonNode content = file.path("content");
      boolean whole =
          file.path("schema").asString("").equals(schema)
              && file.path("checksum").asString("").equals(checksum(content));
      return whole ? Optional.of(reader.apply(content)) : Optional.empty();
    } catch (IOException | JacksonException | NpException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String checksum(JsonNode content) {
    return Digest.of(mapper.writeValueAsBytes(content)).hex();
  }

  /** Returns when {@code content} would survive a loss of power. */
  void save(JsonNode content) {
    ObjectNode file = mapper.createObjectNode();
    file.put("schema", schema).put("checksum", checksum(content)).set("content", content);
    try {
      replace(mapper.writeValueAsBytes(file));
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.EDGE_UNAVAILABLE,
          "np edge cannot write " + path,
          "see whether the disk is full: df -h",
          e);
    }
  }

  private void replace(byte[] bytes) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path next = path.resolveSibling(path.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    if (Files.exists(path)) {
      Files.deleteIfExists(old());
      Files.createLink(old(), path);
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory =
        FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
