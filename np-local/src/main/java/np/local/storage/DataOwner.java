package np.local.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Whose a data directory is where np is root. Usually its files belong to the user that runs it. A
 * snapshot's may stay those of the user that it was taken from, so that none of them is touched:
 * then the group of the directory itself is the number of the user that runs it.
 *
 * @param files the user id that the files have on disk
 * @param user the user id of the processes that use them, whose group has the same number
 */
public record DataOwner(int files, int user) {

  /** What the directory says. */
  public static DataOwner of(Path data) throws IOException {
    return new DataOwner(number(data, "unix:uid"), number(data, "unix:gid"));
  }

  /** Whether the processes have to be shown the files as theirs. */
  public boolean isForeign() {
    return files != user;
  }

  /** Lets a directory whose files belong to {@link #files} already say so. */
  public void write(Path data) throws IOException {
    Files.setAttribute(data, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
  }

  private static int number(Path data, String attribute) throws IOException {
    return (int) Files.getAttribute(data, attribute, LinkOption.NOFOLLOW_LINKS);
  }
}
