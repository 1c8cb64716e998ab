package np.edge.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import np.model.Site.Fallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conditional requests in the order of RFC 9110 section 13.2.2. */
final class ConditionTest {
  private static final String PAST = "Mon, 01 Jan 2018 00:00:00 GMT";
  private static final String FUTURE = "Wed, 01 Jan 2200 00:00:00 GMT";
  private SiteFixture site;
  private String etag = "";

  @BeforeEach
  void start() throws IOException {
    site = new SiteFixture().file("a.txt", "content").serve();
    etag = site.get("/a.txt").header("etag");
  }

  @AfterEach
  void stop() throws IOException {
    site.close();
  }

  @Test
  void knownContentIsNotSentAgain() throws IOException {
    RawHttp.Answer answer = site.get("/a.txt", "If-None-Match: " + etag);
    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.header("etag")).isEqualTo(etag);
    assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    assertThat(answer.header("date")).isNotEmpty();
    assertThat(answer.header("content-type")).isEmpty();
    assertThat(status("If-None-Match: W/" + etag)).isEqualTo(304);
    assertThat(status("If-None-Match: \"x\", \"a,b\" ," + etag)).isEqualTo(304);
    assertThat(status("If-None-Match: *")).isEqualTo(304);
    assertThat(site.ask("HEAD", "/a.txt", "If-None-Match: *").status()).isEqualTo(304);
  }

  @Test
  void unknownTagGetsTheContentWhateverTheDateSays() throws IOException {
    assertThat(status("If-None-Match: \"x\"")).isEqualTo(200);
    assertThat(status("If-None-Match: \"x\"", "If-Modified-Since: " + FUTURE)).isEqualTo(200);
    assertThat(status("If-None-Match: " + etag.replace("\"", ""))).isEqualTo(200);
    assertThat(status("If-None-Match: \"" + etag.substring(1, 5))).isEqualTo(200);
    assertThat(status("If-None-Match: ")).isEqualTo(200);
  }

  @Test
  void dateCountsWithoutATag() throws IOException {
    assertThat(status("If-Modified-Since: " + FUTURE)).isEqualTo(304);
    assertThat(status("If-Modified-Since: " + PAST)).isEqualTo(200);
    assertThat(status("If-Modified-Since: yesterday")).isEqualTo(200);
    String modified = site.get("/a.txt").header("last-modified");
    assertThat(status("If-Modified-Since: " + modified)).isEqualTo(304);
  }

  @Test
  void failedPreconditionIs412() throws IOException {
    assertThat(status("If-Match: \"x\"")).isEqualTo(412);
    assertThat(status("If-Match: W/" + etag)).isEqualTo(412);
    assertThat(status("If-Match: " + etag)).isEqualTo(200);
    assertThat(status("If-Match: *")).isEqualTo(200);
    assertThat(status("If-Unmodified-Since: " + PAST)).isEqualTo(412);
    assertThat(status("If-Unmodified-Since: " + FUTURE)).isEqualTo(200);
    assertThat(status("If-Match: " + etag, "If-Unmodified-Since: " + PAST)).isEqualTo(200);
    assertThat(status("If-Match: \"x\"", "If-None-Match: " + etag)).isEqualTo(412);
  }

  @Test
  void conditionsComeBeforeRanges() throws IOException {
    assertThat(status("If-None-Match: " + etag, "Range: bytes=0-1")).isEqualTo(304);
    assertThat(status("If-Match: \"x\"", "Range: bytes=99-")).isEqualTo(412);
  }

  @Test
  void sameContentKeepsItsTagAcrossReleases() throws IOException {
    Files.writeString(site.artifact(2).resolve("a.txt"), "content");
    site.serve(SiteFixture.site(2, ".", Fallback.NOT_FOUND));
    assertThat(status("If-None-Match: " + etag)).isEqualTo(304);
  }

  private int status(String... lines) throws IOException {
    return site.get("/a.txt", lines).status();
  }
}
