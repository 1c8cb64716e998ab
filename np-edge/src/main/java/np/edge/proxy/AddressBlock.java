package np.edge.proxy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of IP addresses (RFC 4632 section 3.1): an address alone, or with the length of a prefix,
 * such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
 */
public final class AddressBlock {
  private static final Pattern TEXT =
      Pattern.compile(
          "([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/([0-9]{1,3}))?");

  private final byte[] address;
  private final int prefix;

  private AddressBlock(byte[] address, int prefix) {
    this.address = address;
    this.prefix = prefix;
  }

  /** Of this address alone. */
  public static AddressBlock of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return new AddressBlock(bytes, bytes.length * 8);
  }

  /** Reads one; throws IllegalArgumentException when it is malformed. */
  public static AddressBlock parse(String text) {
    var matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not an address or a network: " + text);
    }
    byte[] bytes = InetAddress.ofLiteral(matcher.group(1)).getAddress();
    String length = matcher.group(2);
    int prefix = length == null ? bytes.length * 8 : Integer.parseInt(length);
    if (prefix > bytes.length * 8) {
      throw new IllegalArgumentException("a longer prefix than the address has bits: " + text);
    }
    return new AddressBlock(bytes, prefix);
  }

  boolean contains(InetAddress other) {
    byte[] bytes = other.getAddress();
    int whole = prefix / 8;
    if (bytes.length != address.length || !Arrays.equals(bytes, 0, whole, address, 0, whole)) {
      return false;
    }
    int rest = prefix % 8;
    return rest == 0 || ((bytes[whole] ^ address[whole]) & 0xff) >>> (8 - rest) == 0;
  }
}
