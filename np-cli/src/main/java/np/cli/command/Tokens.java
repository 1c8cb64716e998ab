package np.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Secret;

/** Gets a token from the person or from stdin, never from the command line. */
final class Tokens {
  private static final int LONGEST = 4096;

  private Tokens() {}

  static Secret ask(Session session) {
    Secret token = session.isInteractive() ? typed(session) : piped(session);
    if (!token.reveal().matches("[!-~]{8,4096}")) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "that is no token",
          "it starts with np_; np tokens create makes one");
    }
    return token;
  }

  private static Secret typed(Session session) {
    return session
        .context()
        .desk()
        .prompter()
        .hidden("Token (not shown): ")
        .map(secret -> new Secret(secret.reveal().strip()))
        .orElse(new Secret(""));
  }

  private static Secret piped(Session session) {
    if (session.context().tty().in()) {
      throw new NpException.Invalid(
          ErrorCode.CONFIRMATION_NEEDED,
          "the token must be typed, and --no-input or --json forbids to ask",
          "pipe it: np login URL < token-file");
    }
    try {
      byte[] bytes = session.context().streams().in().readNBytes(LONGEST);
      return new Secret(new String(bytes, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "standard input cannot be read: " + e.getMessage(), "");
    }
  }
}
