package np.local.postgres.instance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads ErrorResponse (PostgreSQL manual, section 54.8). */
final class SqlError {
  private static final Set<String> FATAL = Set.of("FATAL", "PANIC");

  private SqlError() {}

  static SqlFailure parse(byte[] content) {
    Map<Character, String> fields = fields(content);
    return new SqlFailure(
        fields.getOrDefault('C', "XX000"), fields.getOrDefault('M', "it gave no reason"));
  }

  /** Whether the session has ended with it. */
  static boolean isFatal(byte[] content) {
    return FATAL.contains(fields(content).getOrDefault('V', ""));
  }

  private static Map<Character, String> fields(byte[] content) {
    return Arrays.stream(new String(content, StandardCharsets.UTF_8).split("\0", -1))
        .filter(field -> !field.isEmpty())
        .collect(
            Collectors.toMap(
                field -> field.charAt(0), field -> field.substring(1), (first, _) -> first));
  }
}
