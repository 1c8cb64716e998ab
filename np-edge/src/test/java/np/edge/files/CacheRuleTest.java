package np.edge.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CacheRuleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/main.1a2b3c4d.js",
        "/static/js/main.0f1e2d3c.chunk.css.0f1e2d3c.css",
        "/css/app.5f2b1c9e8d7a6b5c.css",
        "/main-5JHBHTXN.js",
        "/chunk-ABCD2345EF.1a2b3c4d.js",
        "/assets/index-DiwrgTda.js",
        "/assets/index-B-x1_yZa.css",
        "/assets/logo-4f3Ab_9x.svg",
        "/assets/deep/index-DiwrgTda.js.map",
        "/_next/static/chunks/main.js",
        "/_next/static/abc/_buildManifest.js",
        "/_app/immutable/entry/app.js",
        "/_astro/page.CnFbz7Jm.css",
        "/_nuxt/entry-Ab12Cd34.js",
        "/main.1a2b3c4d.js.map",
        "/img/photo.d41d8cd98f00b204e9800998ecf8427e.png",
      })
  void hashedNamesAreKeptForEver(String path) {
    assertThat(rule(path)).isEqualTo(CacheRule.IMMUTABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app.js",
        "/styles/main.css",
        "/jquery.min.js",
        "/data.json",
        "/feed.xml",
        "/sw.js",
        "/report.december.txt",
        "/export-20260101.csv",
        "/backup.20260101.json",
        "/player.v2.js",
        "/assets/site-homepage.js",
        "/assets/site-Homepage.js",
        "/assets/notes-20260101.txt",
        "/lib-REPORT23.js",
        "/index-DiwrgTda.js",
        "/deadbeef.js",
        "/1a2b3c4d.js",
        "/robots.txt",
        "/module.wasm",
        "/_nuxt/builds/latest.json",
        "/site.webmanifest",
        "/facade.decadead.js",
      })
  void codeIsAskedForEachTime(String path) {
    assertThat(rule(path)).isEqualTo(CacheRule.REVALIDATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/index.html", "/index.1a2b3c4d.html", "/_next/static/x.html"})
  void pagesAreNeverKept(String path) {
    assertThat(rule(path)).isEqualTo(CacheRule.REVALIDATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/logo.png", "/hero-portrait.jpg", "/icon.svg", "/a.woff2", "/a.mp4"})
  void picturesAndFontsAreKeptForMinutes(String path) {
    assertThat(rule(path)).isEqualTo(CacheRule.MINUTES);
  }

  private static CacheRule rule(String text) {
    SitePath path = SitePath.parse(text);
    return CacheRule.of(path, MediaType.of(path));
  }
}
