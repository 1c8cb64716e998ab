package np.edge.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import np.model.Site.Fallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing outside a site's directory and nothing hidden can be read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TraversalTest {
  private static final String SECRET = "the secret";
  private SiteFixture site;

  @BeforeAll
  void start() throws IOException {
    site = new SiteFixture();
    site.file("public/index.html", "index").file("public/sub/page.html", "page");
    site.file("public/.env", SECRET).file("public/.git/config", SECRET);
    site.file("public/sub/.htpasswd", SECRET).file("public/.well-known/.hidden", SECRET);
    site.file("secret.txt", SECRET).file("np.yaml", SECRET).file("publicity/secret.txt", SECRET);
    Files.writeString(site.home().resolve("secret.txt"), SECRET);
  }

  @BeforeEach
  void serve() {
    site.serve(SiteFixture.site(1, "public", Fallback.NOT_FOUND));
  }

  @AfterAll
  void stop() throws IOException {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/.%2e/secret.txt",
        "/%2e./secret.txt",
        "/sub/../../secret.txt",
        "/sub/%2e%2e/%2e%2e/secret.txt",
        "/sub/..%2f..%2fsecret.txt",
        "/..;/secret.txt",
        "/..%00/secret.txt",
        "/secret.txt%00",
        "/secret.txt%00.html",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%5c..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%252fsecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%c0%ae%c0%ae%c0%afsecret.txt",
        "/%e0%80%ae%e0%80%ae/secret.txt",
        "/..%c0%afsecret.txt",
        "/%uff0e%uff0e/secret.txt",
        "/..%ef%bc%8fsecret.txt",
        "/.../secret.txt",
        "/....//secret.txt",
        "//secret.txt",
        "///../secret.txt",
        "/./../secret.txt",
        "/..//secret.txt",
        "/sub/..//../secret.txt",
        "/../../../../../../../../etc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/%2f%2fetc%2fpasswd",
        "/etc/passwd",
        "/file:///etc/passwd",
        "/~root/.bashrc",
        "/../np.yaml",
        "/np.yaml",
        "/public/../../secret.txt",
        "/..%0a/secret.txt",
        "/..%0d%0a/secret.txt",
        "/%0d%0aSet-Cookie:%20a=b",
        "/%7f",
        "/%80",
        "/%ff%fe",
        "/%",
        "/%2",
        "/%zz",
        "/%-1",
        "/%+2",
        "/publicity/secret.txt",
        "/../publicity/secret.txt",
        "/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fsecret.txt",
        "/.env",
        "/%2eenv",
        "/.git/config",
        "/%2egit/config",
        "/sub/.htpasswd",
        "/sub/%2ehtpasswd",
        "/.well-known/.hidden",
        "/.well-known/../.env",
        "/sub/.well-known/x",
        "/.",
        "/..",
        "/sub/.",
        "/sub/..%2f",
        "/sub%2fpage.html",
        "/sub%5cpage.html",
        "/index.html/",
        "/index.html/x",
        "/index.html%20",
        "/index.html.",
        "/CON",
        "/index.html::$DATA",
      })
  void hostileTargetReadsNothing(String target) throws IOException {
    RawHttp.Answer answer = site.get(target, "Connection: close");
    assertThat(answer.body()).doesNotContain(SECRET).doesNotContain("root:");
    if (answer.status() == 200) {
      assertThat(answer.body()).isIn("index", "page");
    } else {
      assertThat(answer.status()).isIn(400, 404, 308);
      assertThat(answer.header("location")).doesNotStartWith("//").doesNotContain("\\");
    }
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  @Test
  void pathThatWouldRedirectToAnotherHostIsNotFound() throws IOException {
    site.file("public/evil.com/index.html", "x");
    for (String target : new String[] {"//evil.com", "///evil.com", "/%2fevil.com"}) {
      RawHttp.Answer answer = site.get(target);
      assertThat(answer.status()).as(target).isIn(400, 404);
      assertThat(answer.header("location")).isEmpty();
    }
  }

  @Test
  void symbolicLinkIsFollowedAtNoComponent() throws IOException {
    Path root = site.artifact(1).resolve("public");
    Files.createSymbolicLink(root.resolve("file.txt"), Path.of("../secret.txt"));
    Files.createSymbolicLink(root.resolve("dir"), Path.of(".."));
    Files.createSymbolicLink(root.resolve("inside.html"), Path.of("index.html"));
    Files.createSymbolicLink(root.resolve("sub/up"), site.home());
    Files.createSymbolicLink(root.resolve("index.html.gz"), Path.of("../secret.txt"));
    Files.createSymbolicLink(root.resolve("404.html"), Path.of("../secret.txt"));
    for (String target :
        new String[] {
          "/file.txt",
          "/dir/secret.txt",
          "/dir/",
          "/inside",
          "/inside.html",
          "/sub/up/secret.txt",
          "/sub/up",
          "/404.html",
          "/404",
          "/none"
        }) {
      RawHttp.Answer answer = site.get(target);
      assertThat(answer.status()).as(target).isEqualTo(404);
      assertThat(answer.body()).doesNotContain(SECRET);
    }
    assertThat(site.get("/index.html", "Accept-Encoding: gzip").body()).isEqualTo("index");
  }

  @Test
  void siteDirectoryThatIsALinkServesNothing() throws IOException {
    Files.createSymbolicLink(site.artifact(1).resolve("dist"), site.home());
    site.serve(SiteFixture.site(1, "dist", Fallback.NOT_FOUND));
    assertThat(site.get("/secret.txt").status()).isEqualTo(404);
    site.serve(SiteFixture.site(1, "../..", Fallback.NOT_FOUND));
    assertThat(site.get("/secret.txt").status()).isEqualTo(404);
  }

  @Test
  void artifactThatIsALinkServesNothing() throws IOException {
    Files.createDirectories(site.release(2));
    Files.createSymbolicLink(site.release(2).resolve("app"), site.home());
    site.serve(SiteFixture.site(2, ".", Fallback.NOT_FOUND));
    assertThat(site.get("/secret.txt").status()).isEqualTo(404);
  }

  @Test
  void pipeIsNotWaitedFor() throws Exception {
    Path pipe = site.artifact(1).resolve("public/pipe");
    int exit = new ProcessBuilder("mkfifo", "--", pipe.toString()).start().waitFor();
    assertThat(exit).isZero();
    assertThat(site.get("/pipe").status()).isEqualTo(404);
    assertThat(site.get("/pipe/x").status()).isEqualTo(404);
    assertThat(site.get("/pipe/").status()).isEqualTo(404);
  }

  @Test
  void wellKnownFilesAreShown() throws IOException {
    site.file("public/.well-known/security.txt", "mail us");
    assertThat(site.get("/.well-known/security.txt").body()).isEqualTo("mail us");
  }

  @Test
  void specIsNotShownWhereTheWholeAppIsTheSite() throws IOException {
    site.serve();
    assertThat(site.get("/np.yaml").status()).isEqualTo(404);
    assertThat(site.get("/%6ep.yaml").status()).isEqualTo(404);
    assertThat(site.get("/secret.txt").status()).isEqualTo(200);
  }

  @Test
  void veryDeepAndVeryLongPathsAreNotFound() throws IOException {
    assertThat(site.get("/a".repeat(2000)).status()).isEqualTo(404);
    assertThat(site.get("/" + "a".repeat(4000)).status()).isEqualTo(404);
    assertThat(site.get("/" + "%c3%a4".repeat(200)).status()).isEqualTo(404);
  }
}
