package np.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request line asks for (RFC 9112 section 3.2.1), decoded once and strictly: a target with
 * two readings is refused.
 *
 * @param segments of the path, never empty texts, dots or control characters
 * @param query each name once
 */
record Target(List<String> segments, Map<String, String> query) {
  private static final int MOST_SEGMENTS = 16;
  private static final int MOST_QUERIES = 32;

  static Target parse(String rawPath, String rawQuery) {
    return new Target(segments(rawPath), query(rawQuery));
  }

  private static List<String> segments(String rawPath) {
    String[] raw = rawPath.split("/", -1);
    if (raw.length < 2 || !raw[0].isEmpty() || raw.length > MOST_SEGMENTS) {
      throw Refusal.noSuchPath();
    }
    List<String> segments = new ArrayList<>();
    for (String part : List.of(raw).subList(1, raw.length)) {
      String segment = decode(part);
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw Refusal.noSuchPath();
      }
      if (segment.indexOf('/') >= 0 || segment.indexOf('\\') >= 0 || segment.indexOf(';') >= 0) {
        throw Refusal.noSuchPath();
      }
      segments.add(segment);
    }
    return segments;
  }

  private static Map<String, String> query(String rawQuery) {
    Map<String, String> query = new LinkedHashMap<>();
    if (rawQuery.isEmpty()) {
      return query;
    }
    for (String pair : rawQuery.split("&", MOST_QUERIES)) {
      int equals = pair.indexOf('=');
      String name = decode((equals < 0 ? pair : pair.substring(0, equals)).replace('+', ' '));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1).replace('+', ' '));
      if (query.put(name, value) != null) {
        throw Refusal.of(400, "a query parameter is given twice", "give it once");
      }
    }
    return query;
  }

  /** Percent-decoding (RFC 3986 section 2.1) to UTF-8 without control characters. */
  private static String decode(String raw) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length() * 3);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.put(hexByte(raw, i + 1));
        i += 2;
      } else {
        bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      if (text.chars().noneMatch(Character::isISOControl)) {
        return text;
      }
    } catch (CharacterCodingException e) {
      throw malformed();
    }
    throw malformed();
  }

  private static byte hexByte(String raw, int from) {
    if (from + 2 > raw.length()
        || !HexFormat.isHexDigit(raw.charAt(from))
        || !HexFormat.isHexDigit(raw.charAt(from + 1))) {
      throw malformed();
    }
    return (byte) HexFormat.fromHexDigits(raw, from, from + 2);
  }

  private static Refusal malformed() {
    return Refusal.of(400, "the address is malformed", "encode it as UTF-8 with %XX");
  }
}
