package np.edge.http;

import java.nio.charset.StandardCharsets;
import np.edge.limit.Admission;
import np.edge.limit.ClientQuota;
import np.edge.limit.Refusal;
import np.edge.proxy.ForwardedClient;
import np.edge.proxy.Origin;
import np.edge.table.HostRoutes;
import np.edge.table.Router;
import np.edge.wire.HostRules;
import np.edge.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a client's connection, with what the last request has found out about its host:
 * the next one nearly always asks for the same.
 */
public final class Peer {
  private final Admission admission;
  private final String address;
  private final Scheme scheme;
  private final @Nullable String sni;
  private String client;
  private Scheme clientScheme;
  private byte[] host = new byte[0];
  private byte[] forwarding = new byte[0];
  private @Nullable Router router;
  private @Nullable HostRoutes routes;
  private @Nullable RequestCounts counts;

  /** How the client speaks to the edge. */
  public enum Scheme {
    HTTP("http"),
    HTTPS("https");

    private final String text;

    Scheme(String text) {
      this.text = text;
    }

    /** As in a URL. */
    public String text() {
      return text;
    }
  }

  /**
   * @param admission how it was received
   * @param sni the name that TLS was asked for, null without
   */
  public Peer(Admission admission, Scheme scheme, @Nullable String sni) {
    this.admission = admission;
    this.address = admission.origin().address().getHostAddress();
    this.scheme = scheme;
    this.client = address;
    this.clientScheme = scheme;
    this.sni = sni;
  }

  /** What its network takes. */
  ClientQuota quota() {
    return admission.quota();
  }

  /** Why it was not welcome; null when it was. */
  public @Nullable Refusal refusal() {
    return admission.refusal();
  }

  /** The other end's IP address as text, IPv6 without brackets. */
  public String address() {
    return address;
  }

  public Scheme scheme() {
    return scheme;
  }

  /** The routes of the request's host; null when nobody has that host. */
  @Nullable HostRoutes routes(Router current, RequestHead request, RequestMeter.OfLoop meter) {
    boolean speaksForOthers = admission.origin().speaksForOthers();
    if (router != current || !request.isHost(host) || speaksForOthers) {
      if (speaksForOthers) {
        hear(request);
      }
      String text = request.host();
      host = text.getBytes(StandardCharsets.ISO_8859_1);
      forwarding = forwarding(text);
      routes = current.host(HostRules.canonical(text));
      counts = routes == null ? null : meter.of(routes.app());
      router = current;
    }
    return routes;
  }

  /** What a trusted proxy says about the client of this request. */
  private void hear(RequestHead request) {
    Origin proxy = admission.origin();
    client =
        ForwardedClient.find(
                request.fields().values("x-forwarded-for"), proxy.address(), proxy.believed())
            .getHostAddress();
    String said = request.header("x-forwarded-proto");
    clientScheme = "https".equals(said) ? Scheme.HTTPS : "http".equals(said) ? Scheme.HTTP : scheme;
  }

  /** Who has sent the last request, as {@link #address} unless a trusted proxy says otherwise. */
  String client() {
    return client;
  }

  /** How the client of the last request speaks to the edge, or to the trusted proxy before it. */
  Scheme clientScheme() {
    return clientScheme;
  }

  /** Where the last request's host is counted; null when nobody has it. */
  @Nullable RequestCounts counts() {
    return counts;
  }

  /**
   * Whether TLS was asked for a host of another app (RFC 9110 section 15.5.20): the client then
   * trusts a certificate that does not speak for the app it talks to.
   */
  public boolean isMisdirected(Router current, HostRoutes wanted) {
    if (sni == null) {
      return false;
    }
    HostRoutes promised = current.host(sni);
    return promised != wanted && (promised == null || !promised.app().equals(wanted.app()));
  }

  /** The forwarding fields for the last request's host, as lines. */
  byte[] forwarding() {
    return forwarding;
  }

  private byte[] forwarding(String hostText) {
    String node = client.indexOf(':') >= 0 ? "\"[" + client + "]\"" : client;
    String lines =
        "X-Forwarded-For: "
            + client
            + "\r\n"
            + "X-Real-IP: "
            + client
            + "\r\n"
            + "X-Forwarded-Proto: "
            + clientScheme.text()
            + "\r\n"
            + "X-Forwarded-Host: "
            + hostText
            + "\r\n"
            + "Forwarded: for="
            + node
            + ";host=\""
            + hostText
            + "\";proto="
            + clientScheme.text()
            + "\r\n";
    return lines.getBytes(StandardCharsets.ISO_8859_1);
  }
}
