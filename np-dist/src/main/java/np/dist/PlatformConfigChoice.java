package np.dist;

import java.util.Optional;
import java.util.function.IntSupplier;

/** Settles what a platform runs with: asked for now, else in the file, else what is free. */
final class PlatformConfigChoice {
  private final PlatformConfig.Wish now;
  private final PlatformConfig.Wish before;
  private final boolean root;

  PlatformConfigChoice(PlatformConfig.Wish now, PlatformConfig.Wish before, boolean root) {
    this.now = now;
    this.before = before;
    this.root = root;
  }

  PlatformConfig settle() {
    String domain = now.domain().or(before::domain).orElse(PlatformConfig.LOCALHOST);
    boolean open = !domain.equals(PlatformConfig.LOCALHOST);
    String listen = now.listen().or(before::listen).orElse(open ? "0.0.0.0" : "127.0.0.1");
    int http = port(now.httpPort(), before.httpPort(), () -> free(listen, 80, 8080));
    int https = port(now.httpsPort(), before.httpsPort(), () -> free(listen, 443, 8443));
    int pg = port(now.pgPort(), before.pgPort(), () -> FreePort.firstOf(listen, 5432, 6432));
    int api = port(now.apiPort(), before.apiPort(), () -> FreePort.firstOf("127.0.0.1", 7070));
    return new PlatformConfig(
        domain,
        listen,
        http,
        https,
        pg,
        api,
        now.database().or(before::database),
        before.clients());
  }

  private int free(String listen, int usual, int unprivileged) {
    return root
        ? FreePort.firstOf(listen, usual, unprivileged)
        : FreePort.firstOf(listen, unprivileged);
  }

  private static int port(Optional<Integer> now, Optional<Integer> before, IntSupplier found) {
    return now.or(() -> before).orElseGet(found::getAsInt);
  }
}
