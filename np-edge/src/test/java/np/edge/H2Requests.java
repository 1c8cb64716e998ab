package np.edge;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;

/** Header lists of requests in HTTP/2. */
final class H2Requests {
  private H2Requests() {}

  static Http2Headers get(String path) {
    return new DefaultHttp2Headers()
        .method("GET")
        .scheme("http")
        .authority(EdgeFixture.HOST)
        .path(path);
  }
}
