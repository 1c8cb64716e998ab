package np.server.tenants;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Role;

/** Roles as they are written: in lower case. */
final class RoleWord {
  private RoleWord() {}

  static String of(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  static Role parse(String text) {
    return Arrays.stream(Role.values())
        .filter(role -> of(role).equals(text))
        .findFirst()
        .orElseThrow(RoleWord::unknown);
  }

  private static NpException unknown() {
    String known = Arrays.stream(Role.values()).map(RoleWord::of).collect(Collectors.joining(", "));
    return new NpException.Invalid(
        ErrorCode.BAD_VALUE, "there is no such role", "use one of " + known);
  }
}
