package np.edge.files;

import io.netty.handler.codec.DateFormatter;
import java.util.Date;
import java.util.OptionalLong;

/** Dates as HTTP writes them (RFC 9110 section 5.6.7), in whole seconds since 1970. */
@SuppressWarnings("JavaUtilDate") // what Netty's formatter speaks
final class HttpDate {
  private HttpDate() {}

  /** Reads any of the three forms; empty when it is none. */
  static OptionalLong parse(String field) {
    Date date = DateFormatter.parseHttpDate(field);
    return date == null ? OptionalLong.empty() : OptionalLong.of(date.getTime() / 1000);
  }

  static String format(long second) {
    return DateFormatter.format(new Date(second * 1000));
  }
}
