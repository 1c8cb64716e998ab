package np.cli.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import np.model.NpException;
import np.model.Secret;
import org.junit.jupiter.api.Test;

final class ConnectorTest {
  /** No name below invalid exists: RFC 6761, section 6.4. */
  @Test
  void aNameThatLeadsNowhereIsSaidToBeOneOfDns() {
    Login login = new Login("shop.db.np.invalid", 5432, "shop", "shop", new Secret("pw"), Map.of());
    NpException failure =
        catchThrowableOfType(NpException.class, () -> Connector.open(login, "test"));
    assertThat(failure).hasMessageContaining("shop.db.np.invalid:5432: the host is not known");
    assertThat(failure.hint()).isEqualTo("let the DNS names *.db.np.invalid lead to np's machine");
  }
}
