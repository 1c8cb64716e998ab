package np.edge.postgres.scram;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code tls-server-end-point} (RFC 5929 section 4): ties a proof to the certificate that the
 * client saw, so that nobody in the middle can pass it on.
 */
public final class ChannelBinding {
  private static final Pattern SIGNATURE = Pattern.compile("(MD5|SHA-?[0-9]+)WITH.*");

  private ChannelBinding() {}

  /** The hash of the server's certificate; empty when its signature has no hash of its own. */
  public static Optional<byte[]> of(X509Certificate certificate) {
    Optional<String> hash = hash(certificate);
    if (hash.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(MessageDigest.getInstance(hash.get()).digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> hash(X509Certificate certificate) {
    String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    Matcher matcher = SIGNATURE.matcher(signature);
    if (matcher.matches()) {
      return Optional.of(atLeastSha256(matcher.group(1)));
    }
    return signature.equals("RSASSA-PSS") ? pss(certificate) : Optional.empty();
  }

  private static Optional<String> pss(X509Certificate certificate) {
    try {
      var parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
      parameters.init(certificate.getSigAlgParams());
      AlgorithmParameterSpec spec = parameters.getParameterSpec(PSSParameterSpec.class);
      return spec instanceof PSSParameterSpec pss
          ? Optional.of(atLeastSha256(pss.getDigestAlgorithm()))
          : Optional.empty();
    } catch (GeneralSecurityException | IOException e) {
      return Optional.empty();
    }
  }

  /** MD5 and SHA-1 are replaced, by the RFC. */
  private static String atLeastSha256(String name) {
    String digits = name.startsWith("MD") ? "1" : name.replace("SHA", "").replace("-", "");
    return digits.equals("1") ? "SHA-256" : "SHA-" + digits;
  }
}
