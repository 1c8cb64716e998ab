package np.edge.tls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somewhere that certificates come from. Used by several threads. */
public interface CertificateSource {

  /**
   * The certificate for a name, if it can be had at once: no file is read and nothing is made.
   *
   * @param name a host name in lower case without a trailing dot
   */
  @Nullable ServerCertificate ready(String name);

  /** The certificate for a name, which may have to be read or made first: may take a while. */
  @Nullable ServerCertificate find(String name);

  /** What it has, and what is wrong with what it was given. */
  List<CertificateStatus> status();
}
