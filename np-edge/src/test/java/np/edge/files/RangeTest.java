package np.edge.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Range requests (RFC 9110 section 14), from memory and from disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RangeTest {
  private static final int MEMORY = 64;
  private static final String SMALL = "0123456789";
  private static final String LARGE = "0123456789".repeat(100);
  private SiteFixture site;

  @BeforeAll
  void start() throws IOException {
    SiteLimits usual = SiteLimits.defaults();
    site =
        new SiteFixture(
            new SiteLimits(usual.cacheBytes(), MEMORY, MEMORY, 1 << 20, 1, 2, usual.waiting()));
    site.file("small.png", SMALL).file("large.png", LARGE).file("empty.png", "").serve();
  }

  @AfterAll
  void stop() throws IOException {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,    0, 0",
    "bytes=0-4,    0, 4",
    "bytes=3-,     3, 9",
    "bytes=-3,     7, 9",
    "bytes=-99999, 0, 9",
    "bytes=5-99999999999999999999999, 5, 9",
    "BYTES=1-2,    1, 2",
    "'bytes= 1-2', 1, 2",
    "'bytes=1-2,', 1, 2",
    "'bytes=1-2,50000-', 1, 2",
  })
  void oneRangeIsAnsweredWithItsBytes(String range, int first, int last) throws IOException {
    RawHttp.Answer answer = site.get("/small.png", "Range: " + range);
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.header("content-range")).isEqualTo("bytes " + first + "-" + last + "/10");
    assertThat(answer.body()).isEqualTo(SMALL.substring(first, last + 1));
    assertThat(answer.header("content-type")).isEqualTo("image/png");
  }

  @Test
  void rangeOfALargeFileComesFromDisk() throws IOException {
    RawHttp.Answer answer = site.get("/large.png", "Range: bytes=995-");
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.header("content-range")).isEqualTo("bytes 995-999/1000");
    assertThat(answer.body()).isEqualTo("56789");
    assertThat(site.get("/large.png").body()).isEqualTo(LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=abc",
        "bytes=",
        "bytes=-",
        "bytes=5",
        "bytes=4-2",
        "bytes=1-2,x",
        "items=0-1",
        "bytes 0-1",
        "bytes=--5",
        "bytes=1--2",
        "bytes=0x1-2",
        "bytes=+1-2",
        "bytes=1-2;3-4",
        "bytes=0-5,3-8",
        "bytes=0-,0-",
        "bytes=0-4,5-9",
        "bytes=,",
        "bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8,9-9,0-0,1-1,2-2,3-3,4-4,5-5,6-6",
      })
  void malformedOrWastefulRangesAreIgnored(String range) throws IOException {
    RawHttp.Answer answer = site.get("/small.png", "Range: " + range);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(SMALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99-,50-60"})
  void rangeBeyondTheEndIs416(String range) throws IOException {
    RawHttp.Answer answer = site.get("/small.png", "Range: " + range);
    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.header("content-range")).isEqualTo("bytes */10");
  }

  @Test
  void rangeOfAnEmptyFileIsIgnored() throws IOException {
    assertThat(site.get("/empty.png", "Range: bytes=0-").status()).isEqualTo(200);
    assertThat(site.get("/empty.png", "Range: bytes=-1").header("content-length")).isEqualTo("0");
  }

  @Test
  void rangeMeansNothingForHead() throws IOException {
    RawHttp.Answer answer = site.ask("HEAD", "/small.png", "Range: bytes=0-1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-length")).isEqualTo("10");
    assertThat(answer.header("accept-ranges")).isEqualTo("bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/small.png", "/large.png"})
  void severalRangesComeAsMultipart(String target) throws IOException {
    RawHttp.Answer answer = site.get(target, "Range: bytes=0-1, 8-8");
    assertThat(answer.status()).isEqualTo(206);
    String type = answer.header("content-type");
    assertThat(type).startsWith("multipart/byteranges; boundary=");
    String boundary = type.substring(type.indexOf('=') + 1);
    String size = target.equals("/small.png") ? "10" : "1000";
    assertThat(answer.body().split("\r\n", -1))
        .containsExactly(
            "",
            "--" + boundary,
            "Content-Type: image/png",
            "Content-Range: bytes 0-1/" + size,
            "",
            "01",
            "--" + boundary,
            "Content-Type: image/png",
            "Content-Range: bytes 8-8/" + size,
            "",
            "8",
            "--" + boundary + "--",
            "");
  }

  @Test
  void ifRangeMustNameTheVeryContent() throws IOException {
    RawHttp.Answer whole = site.get("/small.png");
    String etag = whole.header("etag");
    String range = "Range: bytes=0-1";
    assertThat(site.get("/small.png", range, "If-Range: " + etag).status()).isEqualTo(206);
    assertThat(site.get("/small.png", range, "If-Range: W/" + etag).status()).isEqualTo(200);
    assertThat(site.get("/small.png", range, "If-Range: \"other\"").status()).isEqualTo(200);
    assertThat(site.get("/small.png", range, "If-Range: Mon, 01 Jan 2018 00:00:00 GMT").status())
        .isEqualTo(200);
    assertThat(site.get("/small.png", range, "If-Range: nonsense").status()).isEqualTo(200);
  }

  @Test
  void rangesAreReadLikeTheSpecificationSays() {
    assertThat(ByteRange.parse("bytes=0-0,-1", 10))
        .isEqualTo(List.of(new ByteRange(0, 0), new ByteRange(9, 9)));
    assertThat(ByteRange.parse("bytes=9223372036854775807-", 10)).isEmpty();
    assertThat(ByteRange.parse("bytes=99999999999999999999-", 10)).isEmpty();
    assertThat(ByteRange.parse("bytes=-99999999999999999999", 10))
        .isEqualTo(List.of(new ByteRange(0, 9)));
    assertThat(ByteRange.parse("bytes=0-9", Long.MAX_VALUE))
        .isEqualTo(List.of(new ByteRange(0, 9)));
  }
}
