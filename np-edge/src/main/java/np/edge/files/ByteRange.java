package np.edge.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a content.
 *
 * @param first byte of it, counted from 0
 * @param last byte of it, included
 */
record ByteRange(long first, long last) {
  private static final int MAX_RANGES = 16;

  long length() {
    return last - first + 1;
  }

  /** As in Content-Range. */
  String of(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }

  /**
   * Reads a Range field (RFC 9110 section 14.2) for a content of {@code size} bytes.
   *
   * @return null when the field is to be ignored: malformed, another unit, or so many or
   *     overlapping ranges that the whole is cheaper (section 14.2); empty when no range lies
   *     within the content
   */
  static @Nullable List<ByteRange> parse(String field, long size) {
    if (!field.regionMatches(true, 0, "bytes=", 0, 6) || size == 0) {
      return null;
    }
    List<ByteRange> ranges = new ArrayList<>();
    int count = 0;
    for (String part : field.substring(6).split(",", -1)) {
      String text = part.strip();
      if (text.isEmpty()) {
        continue;
      }
      ByteRange range = one(text, size);
      if (range == null || ++count > MAX_RANGES) {
        return null;
      }
      if (range.first < size && range.length() > 0) {
        ranges.add(range);
      }
    }
    return count == 0 || isWasteful(ranges, size) ? null : ranges;
  }

  /** One range, cut to the content; empty or beyond its end when it does not lie in it. */
  private static @Nullable ByteRange one(String text, long size) {
    int hyphen = text.indexOf('-');
    if (hyphen < 0) {
      return null;
    }
    long first = number(text.substring(0, hyphen));
    long last = number(text.substring(hyphen + 1));
    if (hyphen == 0) {
      return last < 0 ? null : new ByteRange(Math.max(0, size - last), size - 1);
    }
    boolean open = hyphen == text.length() - 1;
    if (first < 0 || (!open && (last < 0 || last < first))) {
      return null;
    }
    return new ByteRange(first, open ? size - 1 : Math.min(last, size - 1));
  }

  /** The value of some digits, at most 2^63-1 however many there are; -1 when it is no number. */
  private static long number(String digits) {
    long value = digits.isEmpty() ? -1 : 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value > (Long.MAX_VALUE - 9) / 10 ? Long.MAX_VALUE : value * 10 + (c - '0');
    }
    return value;
  }

  private static boolean isWasteful(List<ByteRange> ranges, long size) {
    List<ByteRange> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparingLong(ByteRange::first));
    long sum = 0;
    long end = -1;
    for (ByteRange range : sorted) {
      if (range.first <= end) {
        return true;
      }
      end = range.last;
      sum += range.length();
    }
    return ranges.size() > 1 && sum >= size;
  }
}
