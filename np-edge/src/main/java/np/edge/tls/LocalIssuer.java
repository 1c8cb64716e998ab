package np.edge.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import np.model.Digest;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/** Makes certificates (RFC 5280) with ECDSA keys on P-256. The only class that loads an issuer. */
@SuppressWarnings("JavaUtilDate") // what the library takes
final class LocalIssuer {
  /** How long an issued certificate is valid. */
  static final Duration LEAF_LIFE = Duration.ofDays(90);

  /** A common name is too short for some host names, and clients do not look at it. */
  private static final String SUBJECT = "np local certificate";

  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private final AuthorityFiles.Identity authority;
  private final SecureRandom random;

  LocalIssuer(AuthorityFiles.Identity authority, SecureRandom random) {
    this.authority = authority;
    this.random = random;
  }

  /** A new authority, which cannot vouch for anything but localhost. */
  static AuthorityFiles.Identity create(SecureRandom random, Instant now)
      throws GeneralSecurityException, IOException {
    KeyPair keys = keys(random);
    byte[] tag = new byte[3];
    random.nextBytes(tag);
    X500Name name = name("np local authority " + HexFormat.of().formatHex(tag));
    Contents contents = new Contents(name, name, keys.getPublic(), now, now.plus(AUTHORITY_LIFE));
    X509v3CertificateBuilder builder = builder(contents, random);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(Extension.nameConstraints, true, onlyLocalhost());
    return new AuthorityFiles.Identity(keys.getPrivate(), sign(builder, keys.getPrivate()));
  }

  /** Until when it can issue. */
  Instant notAfter() {
    return authority.certificate().getNotAfter().toInstant();
  }

  /** A certificate for these names, with a key of its own. */
  ServerCertificate issue(List<String> hosts, Instant now)
      throws GeneralSecurityException, IOException {
    return issue(names(hosts), now);
  }

  /** A certificate for these names and this machine's own addresses, as far as it may. */
  ServerCertificate issueWithLoopback(List<String> hosts, Instant now)
      throws GeneralSecurityException, IOException {
    List<GeneralName> names = new ArrayList<>(List.of(names(hosts)));
    if (mayNameAddresses()) {
      names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
      names.add(new GeneralName(GeneralName.iPAddress, "::1"));
    }
    return issue(names.toArray(GeneralName[]::new), now);
  }

  private static GeneralName[] names(List<String> hosts) {
    return hosts.stream()
        .map(host -> new GeneralName(GeneralName.dNSName, host))
        .toArray(GeneralName[]::new);
  }

  private ServerCertificate issue(GeneralName[] names, Instant now)
      throws GeneralSecurityException, IOException {
    KeyPair keys = keys(random);
    X500Name issuer =
        X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded());
    Contents contents =
        new Contents(issuer, name(SUBJECT), keys.getPublic(), now, now.plus(LEAF_LIFE));
    X509v3CertificateBuilder builder = builder(contents, random);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(keyId(authority.certificate().getPublicKey())));
    X509Certificate certificate = sign(builder, authority.key());
    return new ServerCertificate("local authority", List.of(certificate), keys.getPrivate());
  }

  /** What every certificate has. */
  private record Contents(
      X500Name issuer, X500Name subject, PublicKey key, Instant now, Instant end) {}

  private static X509v3CertificateBuilder builder(Contents contents, SecureRandom random)
      throws IOException {
    BigInteger serial = new BigInteger(127, random).setBit(126);
    SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(contents.key.getEncoded());
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            contents.issuer,
            serial,
            Date.from(contents.now.minus(CLOCK_SKEW)),
            Date.from(contents.end),
            contents.subject,
            key);
    return builder.addExtension(
        Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(contents.key)));
  }

  /** {@code localhost} and everything below it, and the addresses of this machine itself. */
  private static NameConstraints onlyLocalhost() {
    return new NameConstraints(
        new GeneralSubtree[] {
          new GeneralSubtree(new GeneralName(GeneralName.dNSName, "localhost")),
          range("7f000000", "ff000000"),
          range("00000000000000000000000000000001", "ffffffffffffffffffffffffffffffff")
        },
        null);
  }

  /** Addresses as RFC 5280 section 4.2.1.10 writes them. */
  private static GeneralSubtree range(String address, String mask) {
    byte[] bytes = HexFormat.of().parseHex(address + mask);
    return new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(bytes)));
  }

  /** Whether it may vouch for addresses; older authorities may not. */
  private boolean mayNameAddresses() {
    byte[] extension = authority.certificate().getExtensionValue(Extension.nameConstraints.getId());
    NameConstraints constraints =
        NameConstraints.getInstance(ASN1OctetString.getInstance(extension).getOctets());
    return constraints.getExcludedSubtrees() == null;
  }

  private static X500Name name(String commonName) {
    return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
  }

  /** RFC 7093 section 2, method 1. */
  private static byte[] keyId(PublicKey key) {
    byte[] bits = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getBytes();
    return Arrays.copyOf(Digest.sha256().digest(bits), 20);
  }

  private static KeyPair keys(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, IOException {
    byte[] encoded = builder.build(new Signer(key)).getEncoded();
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded));
  }

  /** Signs with the JDK; the library's own signers would load every algorithm there is. */
  private static final class Signer implements ContentSigner {
    private final PrivateKey key;
    private final ByteArrayOutputStream contents = new ByteArrayOutputStream();

    Signer(PrivateKey key) {
      this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @Override
    public OutputStream getOutputStream() {
      return contents;
    }

    @Override
    public byte[] getSignature() {
      try {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(contents.toByteArray());
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has ECDSA", e);
      }
    }
  }
}
