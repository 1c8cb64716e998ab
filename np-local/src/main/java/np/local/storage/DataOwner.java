package np.local.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose a data directory is where np is root. Usually its files belong to the user that runs it. A
 * snapshot's may stay those of the user that it was taken from, so that none of them is touched:
 * then a file beside the directory, {@code owner-of-} and its name, tells the user that runs it,
 * out of that one's reach.
 *
 * @param files the user id that the files have on disk
 * @param user the user id of the processes that use them, whose group has the same number
 * @param isChanging whether the files are being given to that user, one after the other
 */
public record DataOwner(int files, int user, boolean isChanging) {
  private static final Pattern CONTENT = Pattern.compile("([0-9]{1,10})( changing)?\n");
  private static final String UNFINISHED = ".new";

  public DataOwner(int files, int user) {
    this(files, user, false);
  }

  /** What is written about the directory. */
  public static DataOwner of(Path data) throws IOException {
    int files = (int) Files.getAttribute(data, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    String content;
    try {
      content = Files.readString(file(data));
    } catch (NoSuchFileException usual) {
      return new DataOwner(files, files);
    }
    Matcher matcher = CONTENT.matcher(content);
    if (!matcher.matches()) {
      throw new IOException(file(data) + " does not say who uses " + data.getFileName());
    }
    return new DataOwner(files, Integer.parseInt(matcher.group(1)), matcher.group(2) != null);
  }

  /** Whether the processes have to be shown the files as theirs, or given them. */
  public boolean isForeign() {
    return files != user || isChanging;
  }

  /** Says so beside the directory, or beside the finished one where this one is not finished. */
  public void write(Path data) throws IOException {
    Path file = file(data);
    Path fresh = file.resolveSibling(file.getFileName() + UNFINISHED);
    Files.writeString(fresh, user + (isChanging ? " changing" : "") + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Gives the files to the user that runs them; if that is not finished, {@link #of} says so. */
  public void takeOver(Path data) throws IOException {
    new DataOwner(files, user, true).write(data);
    new FileTree(data).giveTo(user);
    forget(data);
  }

  /** The directory is gone, or is to be that of whoever its files belong to. */
  public static void forget(Path data) throws IOException {
    Files.deleteIfExists(file(data));
  }

  private static Path file(Path data) {
    String name = data.getFileName().toString();
    String finished =
        name.endsWith(UNFINISHED) ? name.substring(0, name.length() - UNFINISHED.length()) : name;
    return data.resolveSibling("owner-of-" + finished);
  }
}
