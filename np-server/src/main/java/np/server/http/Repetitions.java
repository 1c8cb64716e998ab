package np.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import np.model.Digest;
import np.model.ErrorCode;
import np.model.NpException;

/** Hands a request to its handler, through its idempotency key when it has one. */
final class Repetitions {
  private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,128}");

  private final Idempotency idempotency;

  Repetitions(Idempotency idempotency) {
    this.idempotency = idempotency;
  }

  Answer answer(Exchange exchange, Target target) throws Exception {
    ApiRoute route = exchange.found().route();
    Optional<String> key = exchange.header("Idempotency-Key");
    Principal caller = exchange.caller();
    if (key.isEmpty() || caller == null || !route.method().repeatsMatter()) {
      return route.handler().handle(exchange);
    }
    if (!KEY.matcher(key.get()).matches()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_REQUEST,
          "the header Idempotency-Key is malformed",
          "use 1 to 128 printable ASCII characters");
    }
    var attempt =
        new IdempotencyStore.Attempt(caller.tenant(), key.get(), digest(exchange, caller, target));
    return idempotency.once(attempt, claim -> route.handler().handle(exchange.claimedBy(claim)));
  }

  /** Everything that the answer depends on; another caller's is another request. */
  private static String digest(Exchange exchange, Principal caller, Target target) {
    MessageDigest sha256 = Digest.sha256();
    add(sha256, exchange.found().route().name());
    target.segments().forEach(segment -> add(sha256, segment));
    new TreeMap<>(target.query())
        .forEach(
            (name, value) -> {
              add(sha256, name);
              add(sha256, value);
            });
    add(sha256, caller.tokenId());
    exchange.content().addTo(sha256);
    return Digest.of(sha256).hex();
  }

  private static void add(MessageDigest sha256, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    sha256.update(bytes);
  }
}
