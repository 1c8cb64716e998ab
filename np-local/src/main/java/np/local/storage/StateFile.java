package np.local.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import np.model.Digest;
import np.model.ErrorCode;
import np.model.NoSpace;
import np.model.NpException;

/**
 * A small file that is there whole or not at all: a first line {@code np-state/1 GENERATION
 * SHA256}, then the content.
 *
 * @param path where it lies; its directory exists
 */
public record StateFile(Path path) {
  private static final String MAGIC = "np-state/1";

  /**
   * What a state file says.
   *
   * @param generation counts the writes, from 1
   * @param content as it was written
   */
  public record State(long generation, String content) {}

  /**
   * Reads it; empty when there is none.
   *
   * @throws NpException.Unavailable CORRUPT when it is damaged
   */
  public Optional<State> read() {
    try {
      return Files.exists(path) ? Optional.of(parse(Files.readString(path))) : Optional.empty();
    } catch (IOException e) {
      throw corrupt(e.toString());
    }
  }

  /** Replaces it: temporary file, fsync, rename, fsync of the directory. */
  public void write(State state) {
    Path temporary = temporary();
    try {
      deleteUnfinished();
      Files.createFile(
          temporary,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      writeAndSync(temporary, state);
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
      syncDirectory();
    } catch (IOException e) {
      throw new NpException.Unavailable(
          NoSpace.or(ErrorCode.INTERNAL, e),
          "np cannot write " + path + ": " + reason(e),
          "make room on the disk, or check the rights",
          e);
    }
  }

  /** Removes what a write has left whose process died. */
  public void deleteUnfinished() throws IOException {
    Files.deleteIfExists(temporary());
  }

  private Path temporary() {
    return path.resolveSibling(path.getFileName() + ".new");
  }

  /** Without the name of the temporary file, of which nobody knows. */
  private static String reason(IOException e) {
    boolean named = e instanceof FileSystemException file && file.getReason() != null;
    return named ? String.valueOf(((FileSystemException) e).getReason()) : e.getMessage() + "";
  }

  private State parse(String text) {
    int end = text.indexOf('\n');
    String[] header = text.substring(0, Math.max(end, 0)).split(" ", -1);
    if (header.length != 3 || !header[0].equals(MAGIC) || !header[1].matches("[0-9]{1,18}")) {
      throw corrupt("it has no header");
    }
    String content = text.substring(end + 1);
    if (!Digest.of(content).hex().equals(header[2])) {
      throw corrupt("its checksum is wrong");
    }
    return new State(Long.parseLong(header[1]), content);
  }

  private static void writeAndSync(Path file, State state) throws IOException {
    String text =
        MAGIC + " " + state.generation + " " + Digest.of(state.content) + "\n" + state.content;
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private void syncDirectory() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private NpException corrupt(String why) {
    return new NpException.Unavailable(
        ErrorCode.CORRUPT, path + " is damaged: " + why, "restore it from a backup");
  }
}
