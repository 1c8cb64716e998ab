package np.edge.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import np.edge.files.SitePath.Kind;
import org.junit.jupiter.api.Test;

final class SitePathTest {
  private static final List<String> PARTS =
      List.of(
          "/",
          "/",
          "a",
          ".",
          "..",
          "%2e",
          "%2F",
          "%5C",
          "\\",
          "%00",
          "%",
          "%c3%bc",
          "%c0%ae",
          "%ff",
          "%25",
          "2e",
          ".well-known",
          "index.html",
          "~",
          ";",
          "%0d%0a",
          "\u00e9",
          "%7f",
          ":");

  @Test
  void whateverIsAskedForNoPathLeadsOutOfTheSite() {
    Random random = new Random(20_260_101);
    Path root = Path.of("/site");
    int usable = 0;
    for (int i = 0; i < 300_000; i++) {
      SitePath path = SitePath.parse(target(random));
      if (path.kind() == Kind.FILE || path.kind() == Kind.DIRECTORY) {
        usable++;
        Path place = root;
        for (String name : path.segments()) {
          assertThat(name).isNotEmpty().isNotIn(".", "..").doesNotContain("/", "\\", "\0");
          place = root.getFileSystem().getPath(place.toString(), ascii(name));
        }
        assertThat(place.normalize()).isEqualTo(place);
        assertThat(place.startsWith(root)).isTrue();
      }
    }
    assertThat(usable).isGreaterThan(1000);
  }

  @Test
  void allSpellingsOfAPathHaveOneText() {
    assertThat(SitePath.parse("/%61/%62c").text()).isEqualTo("/a/bc");
    assertThat(SitePath.parse("/a/bc").text()).isEqualTo("/a/bc");
    assertThat(SitePath.parse("/a/bc/").text()).isEqualTo("/a/bc/");
    assertThat(SitePath.parse("/").text()).isEqualTo("/");
    assertThat(SitePath.INDEX.text()).isEqualTo("/index.html");
  }

  private static String target(Random random) {
    StringBuilder target = new StringBuilder("/");
    for (int i = random.nextInt(8); i >= 0; i--) {
      target.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return target.toString();
  }

  /** Keeps the test independent of the names that this machine can write. */
  private static String ascii(String name) {
    return name.replaceAll("[^ -~]", "x");
  }
}
