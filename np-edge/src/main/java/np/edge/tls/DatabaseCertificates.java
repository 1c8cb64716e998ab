package np.edge.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import np.edge.http.Certificates;
import org.jspecify.annotations.Nullable;

/**
 * The certificates for PostgreSQL's clients. Every client gets one, because most of them check none
 * ({@code sslmode=require}): the one for the name that it asks for, or else that of the zone of
 * databases, or else the local one, which those that do check refuse. All names of the zone are
 * treated alike, so that nobody learns which databases exist.
 */
public final class DatabaseCertificates implements Certificates {
  private final EdgeCertificates certificates;
  private final String anyOfZone;
  private volatile boolean loaded;

  /**
   * @param zone below which databases have their host names
   */
  public DatabaseCertificates(EdgeCertificates certificates, String zone) {
    this.certificates = certificates;
    this.anyOfZone = "any." + zone;
  }

  @Override
  public @Nullable SslContext contextFor(@Nullable String sni) {
    return certificates.ready(names(sni), CertificateUse.POSTGRES);
  }

  /** What is ready is the best only when all sources have been read once. */
  @Override
  public Future<@Nullable SslContext> find(@Nullable String sni, EventExecutor loop) {
    SslContext ready = loaded ? contextFor(sni) : null;
    if (ready != null) {
      return loop.newSucceededFuture(ready);
    }
    Future<@Nullable SslContext> making =
        certificates.makeSoon(names(sni), CertificateUse.POSTGRES, loop);
    making.addListener(_ -> loaded = true);
    return making;
  }

  private List<String> names(@Nullable String sni) {
    List<String> names = new ArrayList<>(3);
    if (sni != null) {
      names.add(EdgeCertificates.canonical(sni));
    }
    names.add(anyOfZone);
    names.add(LocalAuthority.DATABASES);
    return names;
  }
}
