package np.edge.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Reads private keys: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) and SEC 1 (RFC 5915). */
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private PrivateKeys() {}

  /** The first key in the text of a PEM file. */
  static PrivateKey read(String pem) throws RefusedPairException {
    for (PemBlock block : PemBlock.parse(pem)) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return pkcs8(block.bytes());
        }
        case "RSA PRIVATE KEY" -> {
          return Old.rsa(block);
        }
        case "EC PRIVATE KEY" -> {
          return Old.ec(block);
        }
        case "ENCRYPTED PRIVATE KEY" -> throw encrypted();
        default -> {
          // EC PARAMETERS, or a certificate in the same file
        }
      }
    }
    throw new RefusedPairException("the key file holds no private key in PEM form");
  }

  private static RefusedPairException encrypted() {
    return new RefusedPairException(
        "the key is protected by a passphrase: remove it with openssl pkey -in KEY -out KEY");
  }

  private static PrivateKey pkcs8(byte[] bytes) throws RefusedPairException {
    GeneralSecurityException last = null;
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw new RefusedPairException(
        "the key cannot be read: np takes RSA and EC keys", new GeneralSecurityException(last));
  }

  /** The forms that need an ASN.1 library, which is loaded only then. */
  private static final class Old {

    static PrivateKey rsa(PemBlock block) throws RefusedPairException {
      AlgorithmIdentifier algorithm =
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
      return wrap(algorithm, block);
    }

    static PrivateKey ec(PemBlock block) throws RefusedPairException {
      try {
        ECPrivateKey key = ECPrivateKey.getInstance(block.bytes());
        if (key.getParametersObject() == null) {
          throw new RefusedPairException(
              "the key does not name its curve: convert it with openssl pkey");
        }
        return wrap(
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()),
            block);
      } catch (IllegalArgumentException e) {
        throw damaged(block, e);
      }
    }

    private static PrivateKey wrap(AlgorithmIdentifier algorithm, PemBlock block)
        throws RefusedPairException {
      if (block.base64().contains("ENCRYPTED")) {
        throw encrypted();
      }
      try {
        ASN1Primitive key = ASN1Primitive.fromByteArray(block.bytes());
        return pkcs8(new PrivateKeyInfo(algorithm, key).getEncoded(ASN1Encoding.DER));
      } catch (IOException e) {
        throw damaged(block, e);
      }
    }

    private static RefusedPairException damaged(PemBlock block, Exception cause) {
      return new RefusedPairException("the " + block.label() + " block is damaged", cause);
    }
  }
}
