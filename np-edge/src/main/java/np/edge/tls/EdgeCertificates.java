package np.edge.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import javax.net.ssl.SSLException;
import np.edge.http.Certificates;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of the edge, from several sources in the order of their rank. A name that none
 * of them speaks for is refused: nobody ever gets a certificate for another name. Nothing of TLS is
 * loaded before the first connection needs it.
 */
public final class EdgeCertificates implements Certificates, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeCertificates.class);
  private static final int WAITING = 1024;
  private static final long KEEP_SECONDS = 10;

  private final List<CertificateSource> sources;
  private final InstantSource clock;
  private final TlsContexts contexts;
  private final ThreadPoolExecutor worker;
  private volatile String lastFailure = "";

  /** Of these sources; where two have a valid certificate, the first one wins. */
  public EdgeCertificates(
      List<CertificateSource> sources, InstantSource clock, SecureRandom random) {
    this.sources = List.copyOf(sources);
    this.clock = clock;
    this.contexts = new TlsContexts(random);
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> Thread.ofPlatform().daemon().name("np-tls").unstarted(task));
    worker.allowCoreThreadTimeOut(true);
  }

  /** Like {@link #find}, but makes the caller wait where something must be made first. */
  @Override
  public @Nullable SslContext contextFor(@Nullable String sni) {
    List<String> names = names(sni);
    SslContext ready = ready(names, CertificateUse.HTTP);
    return ready == null ? make(names, CertificateUse.HTTP) : ready;
  }

  @Override
  public Future<@Nullable SslContext> find(@Nullable String sni, EventExecutor loop) {
    List<String> names = names(sni);
    SslContext ready = ready(names, CertificateUse.HTTP);
    return ready != null || names.isEmpty()
        ? loop.newSucceededFuture(ready)
        : makeSoon(names, CertificateUse.HTTP, loop);
  }

  private static List<String> names(@Nullable String sni) {
    return sni == null ? List.of() : List.of(canonical(sni));
  }

  /** Makes the context for the first name that there is a certificate for, off the event loop. */
  Future<@Nullable SslContext> makeSoon(
      List<String> names, CertificateUse use, EventExecutor loop) {
    Promise<@Nullable SslContext> promise = loop.newPromise();
    try {
      worker.execute(() -> complete(promise, names, use));
    } catch (RejectedExecutionException e) {
      promise.trySuccess(null);
    }
    return promise;
  }

  private void complete(
      Promise<@Nullable SslContext> promise, List<String> names, CertificateUse use) {
    SslContext made = null;
    try {
      made = make(names, use);
    } finally {
      promise.trySuccess(made);
    }
  }

  /** What all sources say, in the order of their rank. */
  public List<CertificateStatus> status() {
    return sources.stream().flatMap(source -> source.status().stream()).toList();
  }

  /** Stops making contexts; those that are there stay in use. */
  @Override
  public void close() {
    worker.shutdownNow();
  }

  /** The context for the first of some names with a certificate, if it can be had at once. */
  @Nullable SslContext ready(List<String> names, CertificateUse use) {
    Instant now = clock.instant();
    ServerCertificate ready = choose(names, now, CertificateSource::ready);
    return ready == null || !ready.isValid(now) ? null : ready.readyContext(use, now);
  }

  private @Nullable SslContext make(List<String> names, CertificateUse use) {
    Instant now = clock.instant();
    ServerCertificate found = choose(names, now, CertificateSource::find);
    try {
      return found == null ? null : found.context(contexts, use, now);
    } catch (SSLException e) {
      report(found, e);
      return null;
    }
  }

  /** The first valid one, or else the first expired one. */
  private @Nullable ServerCertificate choose(
      List<String> names,
      Instant now,
      BiFunction<CertificateSource, String, @Nullable ServerCertificate> ask) {
    ServerCertificate expired = null;
    for (String name : names) {
      for (CertificateSource source : sources) {
        ServerCertificate found = ask.apply(source, name);
        if (found != null && found.isValid(now)) {
          return found;
        }
        expired = expired == null ? found : expired;
      }
    }
    return expired;
  }

  static String canonical(String sni) {
    return sni.endsWith(".") ? sni.substring(0, sni.length() - 1) : sni;
  }

  private void report(@Nullable ServerCertificate certificate, SSLException e) {
    String failure = (certificate == null ? "" : certificate.source()) + " " + e.getMessage();
    if (!failure.equals(lastFailure)) {
      lastFailure = failure;
      LOG.warn("event=certificate_unusable file=\"{}\"", failure, e);
    }
  }
}
