package np.server.tenants;

import java.util.Optional;

/** Knows whether this machine can keep tenants apart. */
@FunctionalInterface
public interface IsolationCheck {

  /** Why it cannot, one line; empty when it can. */
  Optional<String> whyNot();
}
