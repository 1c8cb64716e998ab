package np.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Another proxy before the same upstream, from Debian's package: connections to the upstream are
 * kept, TLS 1.3 with an ECDSA certificate, as many workers as cores.
 */
final class Peer implements AutoCloseable {
  private final int http;
  private final int https;
  private final Process process;

  private Peer(Path directory, Ports ports, String... command) throws IOException {
    this.http = ports.http();
    this.https = ports.https();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("XDG_DATA_HOME", directory.toString());
    builder.environment().put("XDG_CONFIG_HOME", directory.toString());
    this.process = builder.redirectOutput(directory.resolve("peer.log").toFile()).start();
    new Probe(http, "upstream.localhost", "/").await("", System.nanoTime());
  }

  /**
   * Where a proxy listens and where it sends requests.
   *
   * @param http in clear
   * @param https with TLS
   * @param upstream the instance's
   */
  private record Ports(int http, int https, int upstream) {
    static Ports before(int upstream) {
      return new Ports(Platform.freePort(), Platform.freePort(), upstream);
    }
  }

  static Peer nginx(Path directory, int upstream) throws IOException, InterruptedException {
    Ports ports = Ports.before(upstream);
    certificate(Files.createDirectories(directory));
    Path file = directory.resolve("nginx.conf");
    String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
    Files.writeString(
        file,
        NGINX
            .replace("@USER@", user)
            .replace("@HTTP@", "" + ports.http())
            .replace("@HTTPS@", "" + ports.https())
            .replace("@UPSTREAM@", "" + ports.upstream()));
    String program = Program.find("nginx").orElseThrow().toString();
    return new Peer(directory, ports, program, "-p", "" + directory, "-c", "" + file);
  }

  static Peer caddy(Path directory, int upstream) throws IOException, InterruptedException {
    Ports ports = Ports.before(upstream);
    certificate(Files.createDirectories(directory));
    Path file = directory.resolve("Caddyfile");
    Files.writeString(
        file,
        CADDY
            .replace("@DIRECTORY@", "" + directory)
            .replace("@HTTP@", "" + ports.http())
            .replace("@HTTPS@", "" + ports.https())
            .replace("@UPSTREAM@", "" + ports.upstream()));
    String program = Program.find("caddy").orElseThrow().toString();
    return new Peer(directory, ports, program, "run", "--config", "" + file);
  }

  /** Where it is asked: http or https. */
  String url(String scheme) {
    return scheme + "://upstream.localhost:" + (scheme.equals("https") ? https : http) + "/";
  }

  private static void certificate(Path directory) throws IOException, InterruptedException {
    Program.run(
        Program.find("openssl").orElseThrow().toString(),
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        "" + directory.resolve("key.pem"),
        "-out",
        "" + directory.resolve("cert.pem"),
        "-days",
        "2",
        "-subj",
        "/CN=upstream.localhost",
        "-addext",
        "subjectAltName=DNS:upstream.localhost");
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final String NGINX =
      """
      @USER@
      daemon off;
      worker_processes auto;
      pid nginx.pid;
      error_log stderr warn;
      events { worker_connections 1024; }
      http {
        access_log access.log;
        keepalive_requests 1000000000;
        client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi; scgi_temp_path scgi;
        upstream app { server 127.0.0.1:@UPSTREAM@; keepalive 64; keepalive_requests 1000000000; }
        server {
          listen 127.0.0.1:@HTTP@;
          listen 127.0.0.1:@HTTPS@ ssl;
          ssl_certificate cert.pem;
          ssl_certificate_key key.pem;
          ssl_protocols TLSv1.3;
          location / {
            proxy_pass http://app;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $remote_addr;
          }
        }
      }
      """;

  private static final String CADDY =
      """
      {
        admin off
        auto_https off
      }
      http://upstream.localhost:@HTTP@ {
        bind 127.0.0.1
        reverse_proxy 127.0.0.1:@UPSTREAM@
      }
      https://upstream.localhost:@HTTPS@ {
        bind 127.0.0.1
        tls @DIRECTORY@/cert.pem @DIRECTORY@/key.pem {
          protocols tls1.3
        }
        reverse_proxy 127.0.0.1:@UPSTREAM@
      }
      """;
}
