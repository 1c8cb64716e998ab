package np.testkit.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of docs/. What stands between {@code <!-- generated: NAME -->} and {@code <!-- end -->} is
 * made from the tables of np; the rest is written by people.
 */
public final class Page {
  private static final String END = "<!-- end -->";

  private final String name;
  private final Path file;
  private final String before;
  private String after;

  private Page(String name, Path file, String text) {
    this.name = name;
    this.file = file;
    this.before = text;
    this.after = text;
  }

  /** The page {@code docs/NAME} as it is. */
  public static Page of(String name) {
    Path file = Path.of(System.getProperty("np.root", "..")).resolve("docs").resolve(name);
    try {
      return new Page(name, file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text as it is in the file. */
  public String text() {
    return before;
  }

  /** What the part of this name should say. */
  public Page part(String part, String text) {
    String start = "<!-- generated: " + part + " -->\n";
    int from = after.indexOf(start);
    int to = from < 0 ? -1 : after.indexOf(END, from);
    assertThat(to).as("docs/" + name + " has no part " + start.strip()).isNotNegative();
    after = after.substring(0, from) + start + "\n" + text.strip() + "\n\n" + after.substring(to);
    return this;
  }

  /**
   * Fails when the file differs from what it should say. With {@code -Dnp.reference=write}, as
   * {@code ./reference} runs it, the file is written instead.
   */
  public void check() {
    if (!System.getProperty("np.reference", "").equals("write")) {
      assertThat(before)
          .withFailMessage("docs/%s is not what the tables say; write it anew: ./reference", name)
          .isEqualTo(after);
      return;
    }
    try {
      Files.writeString(file, after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
