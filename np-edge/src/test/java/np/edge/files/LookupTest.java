package np.edge.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import np.model.Site.Fallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LookupTest {
  private SiteFixture site;

  @BeforeEach
  void start() throws IOException {
    site = new SiteFixture();
  }

  @AfterEach
  void stop() throws IOException {
    site.close();
  }

  @Test
  void indexAnswersForDirectories() throws IOException {
    site.file("index.html", "root").file("docs/index.html", "docs").serve();
    assertThat(site.get("/").body()).isEqualTo("root");
    assertThat(site.get("/docs/").body()).isEqualTo("docs");
    assertThat(site.get("/docs/index.html").body()).isEqualTo("docs");
  }

  @Test
  void directoryWithoutSlashIsSentOnWithItsQuery() throws IOException {
    site.file("docs/index.html", "docs").serve();
    RawHttp.Answer answer = site.get("/docs?page=2");
    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.header("location")).isEqualTo("/docs/?page=2");
  }

  @Test
  void directoryWithoutIndexIsNotFound() throws IOException {
    site.file("docs/page.html", "page").serve();
    assertThat(site.get("/docs").status()).isEqualTo(404);
    assertThat(site.get("/docs/").status()).isEqualTo(404);
  }

  @Test
  void pathWithoutExtensionFindsTheHtmlFile() throws IOException {
    site.file("about.html", "about").file("blog.html", "blog").file("blog/first.html", "1").serve();
    assertThat(site.get("/about").body()).isEqualTo("about");
    assertThat(site.get("/about").header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(site.get("/blog").body()).isEqualTo("blog");
    assertThat(site.get("/blog/first").body()).isEqualTo("1");
  }

  @Test
  void exactFileWinsOverHtmlFile() throws IOException {
    site.file("LICENSE", "free").file("LICENSE.html", "<p>free").serve();
    assertThat(site.get("/LICENSE").body()).isEqualTo("free");
  }

  @Test
  void missingFileGetsTheSitesOwnPageWithStatus404() throws IOException {
    site.file("404.html", "lost?").serve();
    RawHttp.Answer answer = site.get("/nothing", "If-None-Match: *", "Range: bytes=0-1");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("lost?");
    assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    assertThat(answer.header("etag")).isEmpty();
  }

  @Test
  void missingFileGetsThePlatformsPageOtherwise() throws IOException {
    site.file("index.html", "x").serve();
    RawHttp.Answer answer = site.get("/nothing", "Accept: text/html");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(answer.body()).contains("no such page");
  }

  @Test
  void siteWhoseFilesAreGoneAnswers500AndKeepsAnswering() throws IOException {
    site.serve(SiteFixture.site(9, ".", Fallback.NOT_FOUND));
    assertThat(site.get("/").status()).isEqualTo(500);
    site.file("index.html", "x").serve();
    assertThat(site.get("/").status()).isEqualTo(200);
  }

  @Test
  void applicationAnswersForNavigationsOnly() throws IOException {
    site.file("index.html", "app").serve(SiteFixture.site(1, ".", Fallback.INDEX));
    RawHttp.Answer page = site.get("/users/42", "Accept: text/html,*/*;q=0.8");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEqualTo("app");
    assertThat(page.header("cache-control")).isEqualTo("no-cache");
    assertThat(site.get("/users/42/").body()).isEqualTo("app");
    assertThat(site.get("/missing.js").status()).isEqualTo(404);
    assertThat(site.get("/api/users", "Accept: application/json").status()).isEqualTo(404);
    assertThat(site.get("/.env").status()).isEqualTo(404);
  }

  @Test
  void subdirectoryOfTheArtifactIsTheSite() throws IOException {
    site.file("public/index.html", "public").file("secret.txt", "secret");
    site.serve(SiteFixture.site(1, "./public/", Fallback.NOT_FOUND));
    assertThat(site.get("/").body()).isEqualTo("public");
    assertThat(site.get("/secret.txt").status()).isEqualTo(404);
    assertThat(site.get("/public/").status()).isEqualTo(404);
  }

  @Test
  void routePrefixIsNotPartOfNames() throws IOException {
    site.file("index.html", "docs").file("a/index.html", "a");
    site.serve(SiteFixture.site(1, ".", Fallback.NOT_FOUND), "/docs");
    assertThat(site.get("/docs/").body()).isEqualTo("docs");
    assertThat(site.get("/docs").header("location")).isEqualTo("/docs/");
    assertThat(site.get("/docs/a").header("location")).isEqualTo("/docs/a/");
    assertThat(site.get("/docs/docs/").status()).isEqualTo(404);
  }

  @Test
  void escapedNamesAreDecodedOnce() throws IOException {
    site.file("a b/x%41.txt", "found").serve();
    assertThat(site.get("/a%20b/x%2541.txt").body()).isEqualTo("found");
    assertThat(site.get("/a%20b/x%41.txt").status()).isEqualTo(404);
    assertThat(site.get("/a%20b/x%252541.txt").status()).isEqualTo(404);
  }

  @Test
  void namesAreUtf8() throws IOException {
    assumeThat(System.getProperty("sun.jnu.encoding")).as("LC_ALL=C.UTF-8").isEqualTo("UTF-8");
    site.file("\u00fc\u4e16.txt", "found").serve();
    assertThat(site.get("/%C3%BC%e4%b8%96.txt").body()).isEqualTo("found");
    assertThat(site.get("/%FC.txt").status()).isEqualTo(400);
  }

  @Test
  void newReleaseIsSeenAtOnceAndOldOneAgainAfterRollback() throws IOException {
    site.file("index.html", "one").serve();
    Files.writeString(site.artifact(2).resolve("index.html"), "two");
    String first = site.get("/").header("etag");
    site.serve(SiteFixture.site(2, ".", Fallback.NOT_FOUND));
    assertThat(site.get("/", "If-None-Match: " + first).body()).isEqualTo("two");
    site.serve(SiteFixture.site(1, ".", Fallback.NOT_FOUND));
    assertThat(site.get("/").body()).isEqualTo("one");
  }

  @Test
  void hotFileIsServedWithoutTheDisk() throws IOException {
    site.file("index.html", "hot").serve();
    assertThat(site.get("/").body()).isEqualTo("hot");
    Files.move(site.release(1), site.release(3));
    assertThat(site.get("/").body()).isEqualTo("hot");
  }

  @Test
  void onlyReadingIsAllowed() throws IOException {
    site.file("index.html", "x").serve();
    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "FOO"}) {
      RawHttp.Answer answer = site.ask(method, "/", "Content-Length: 0");
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
    }
    RawHttp.Answer options = site.ask("OPTIONS", "/");
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void headAnswersLikeGetWithoutABody() throws IOException {
    site.file("index.html", "12345").serve();
    try (RawHttp client = new RawHttp(site.port())) {
      RawHttp.Answer head = client.ask("HEAD", "/");
      assertThat(head.header("content-length")).isEqualTo("5");
      assertThat(client.ask("GET", "/").body()).isEqualTo("12345");
    }
  }
}
