package np.edge.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content codings (RFC 9110 sections 8.4 and 12.5.3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CodingTest {
  private static final String TEXT = "all work and no play makes jack a dull boy\n".repeat(100);
  private SiteFixture site;

  @BeforeAll
  void start() throws IOException {
    SiteLimits usual = SiteLimits.defaults();
    site =
        new SiteFixture(new SiteLimits(usual.cacheBytes(), 8 << 10, 16 << 10, 1 << 20, 2, 2, 64));
    site.file("app.js", TEXT).file("photo.png", TEXT).file("tiny.css", "a{}");
    site.file("lib.js", "plain").file("lib.js.br", "BR").file("lib.js.gz", "GZ");
    site.file("lib.js.zst", "ZST").file("half.css", TEXT).file("half.css.br", "BR");
    site.file("middle.txt", TEXT.repeat(3)).file("long.txt", TEXT.repeat(200)).serve();
  }

  @AfterAll
  void stop() throws IOException {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'gzip, deflate, br, zstd', BR, br",
    "'gzip;q=1.0, br;q=0.5', GZ, gzip",
    "'gzip', GZ, gzip",
    "'x-gzip', GZ, gzip",
    "'GZIP', GZ, gzip",
    "'zstd', ZST, zstd",
    "'br;q=0, zstd;q=0.1', ZST, zstd",
    "'br;q=0.000', plain, ''",
    "'deflate', plain, ''",
    "'', plain, ''",
    "'*', BR, br",
    "'br;q=0, *', ZST, zstd",
    "'identity, br;q=0.5', plain, ''",
    "'identity;q=0.5, br;q=0.5', BR, br",
    "'identity;q=0, gzip;q=0.1', GZ, gzip",
    "'*;q=0', plain, ''",
    "'identity;q=0', plain, ''",
    "'br;q=x, gzip;q=2', plain, ''",
    "'br;q=0.0001', plain, ''",
    "'gzip ; q=0.8 , br ; q=0.9', BR, br",
    "'brotli, gz', plain, ''",
  })
  void bestCodingIsChosen(String accepted, String body, String coding) throws IOException {
    RawHttp.Answer answer = site.get("/lib.js", "Accept-Encoding: " + accepted);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.header("content-encoding")).isEqualTo(coding);
    assertThat(answer.header("vary")).isEqualTo("Accept-Encoding");
    assertThat(answer.header("content-type")).isEqualTo("text/javascript; charset=utf-8");
  }

  @Test
  void withoutTheFieldNothingIsCoded() throws IOException {
    RawHttp.Answer answer = site.get("/lib.js");
    assertThat(answer.body()).isEqualTo("plain");
    assertThat(answer.header("vary")).isEqualTo("Accept-Encoding");
  }

  @Test
  void eachCodingHasItsOwnEntityTag() throws IOException {
    String plain = site.get("/lib.js").header("etag");
    String brotli = site.get("/lib.js", "Accept-Encoding: br").header("etag");
    assertThat(brotli).isNotEqualTo(plain);
    String match = "If-None-Match: " + brotli;
    assertThat(site.get("/lib.js", "Accept-Encoding: br", match).status()).isEqualTo(304);
    assertThat(site.get("/lib.js", match).status()).isEqualTo(200);
  }

  @Test
  void textIsCompressedWhereTheBuildHasNot() throws IOException {
    RawHttp.Answer answer = site.get("/app.js", "Accept-Encoding: gzip, br");
    assertThat(answer.header("content-encoding")).isEqualTo("gzip");
    assertThat(answer.bytes().length).isLessThan(TEXT.length() / 10);
    assertThat(unzip(answer)).isEqualTo(TEXT);
    assertThat(site.get("/app.js").body()).isEqualTo(TEXT);
    RawHttp.Answer half = site.get("/half.css", "Accept-Encoding: gzip");
    assertThat(unzip(half)).isEqualTo(TEXT);
    assertThat(site.get("/half.css", "Accept-Encoding: gzip, br").body()).isEqualTo("BR");
  }

  @Test
  void compressedRangeIsAPartOfTheCompressedContent() throws IOException {
    RawHttp.Answer whole = site.get("/app.js", "Accept-Encoding: gzip");
    RawHttp.Answer part = site.get("/app.js", "Accept-Encoding: gzip", "Range: bytes=0-9");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("content-encoding")).isEqualTo("gzip");
    assertThat(part.raw()).isEqualTo(whole.raw().substring(0, 10));
  }

  @Test
  void whatIsDenseOrTinyStaysAsItIs() throws IOException {
    for (String target : new String[] {"/photo.png", "/tiny.css"}) {
      RawHttp.Answer answer = site.get(target, "Accept-Encoding: gzip");
      assertThat(answer.header("content-encoding")).isEmpty();
      assertThat(answer.header("vary")).isEmpty();
    }
  }

  @Test
  void largerFilesAreCompressedOnceOrOnTheWay() throws IOException {
    RawHttp.Answer once = site.get("/middle.txt", "Accept-Encoding: gzip");
    assertThat(once.header("content-length")).isNotEmpty();
    assertThat(unzip(once)).isEqualTo(TEXT.repeat(3));
    RawHttp.Answer streamed = site.get("/long.txt", "Accept-Encoding: gzip");
    assertThat(streamed.header("transfer-encoding")).isEqualTo("chunked");
    assertThat(streamed.header("accept-ranges")).isEmpty();
    assertThat(unzip(streamed)).isEqualTo(TEXT.repeat(200));
  }

  @Test
  void streamedCompressionGivesWayToRangesAndHead() throws IOException {
    RawHttp.Answer part = site.get("/long.txt", "Accept-Encoding: gzip", "Range: bytes=0-2");
    assertThat(part.body()).isEqualTo("all");
    assertThat(part.header("content-encoding")).isEmpty();
    RawHttp.Answer head = site.ask("HEAD", "/long.txt", "Accept-Encoding: gzip");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("content-encoding")).isEqualTo("gzip");
  }

  @Test
  void clientThatLeavesDuringCompressionFreesItsPlace() throws IOException {
    for (int i = 0; i < 20; i++) {
      try (RawHttp client = new RawHttp(site.port())) {
        client.send("GET /long.txt HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n");
        client.head();
      }
    }
    Awaitility.await()
        .until(
            () ->
                site.get("/long.txt", "Accept-Encoding: gzip")
                    .header("content-encoding")
                    .equals("gzip"));
  }

  private static String unzip(RawHttp.Answer answer) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
