package np.edge.postgres.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import np.edge.postgres.route.Destination.Mode;
import np.edge.postgres.wire.ProtocolVersion;
import np.edge.postgres.wire.RefusedException;
import np.edge.postgres.wire.StartupMessage;
import np.edge.postgres.wire.StartupOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DestinationRulesTest {
  private final DestinationRules rules = new DestinationRules("db.example.com");

  @Test
  void theHostNameCounts() throws RefusedException {
    assertThat(find("shop.db.example.com", "bob", "other", ""))
        .isEqualTo(new Destination("shop", Mode.SESSION, "bob", "other", RoutingKind.SNI));
    assertThat(find("shop.db.example.com.", "bob", "", ""))
        .isEqualTo(new Destination("shop", Mode.SESSION, "bob", "shop", RoutingKind.SNI));
  }

  @Test
  void thenTheOptions() throws RefusedException {
    assertThat(find("db.example.com", "bob", "x", "endpoint=shop"))
        .isEqualTo(new Destination("shop", Mode.SESSION, "bob", "x", RoutingKind.OPTIONS));
    assertThat(find(null, "bob", "x", "endpoint=shop").label()).isEqualTo("shop");
  }

  @Test
  void thenTheUser() throws RefusedException {
    assertThat(find(null, "bob@shop", "x", ""))
        .isEqualTo(new Destination("shop", Mode.SESSION, "bob", "x", RoutingKind.USER));
    assertThat(find(null, "b@c@shop", "", "").role()).isEqualTo("b@c");
  }

  /** libpq names the database like the user when nobody names it. */
  @Test
  void theDatabaseOfAUserWithALabelIsTheLabel() throws RefusedException {
    assertThat(find(null, "bob@shop", "bob@shop", "").database()).isEqualTo("shop");
  }

  @Test
  void thenTheDatabase() throws RefusedException {
    assertThat(find(null, "bob", "shop", ""))
        .isEqualTo(new Destination("shop", Mode.SESSION, "bob", "shop", RoutingKind.DATABASE));
    assertThat(find(null, "shop", "", "").database()).isEqualTo("shop");
    assertThat(find("elsewhere.example.org", "bob", "shop", "").label()).isEqualTo("shop");
  }

  @Test
  void theMarkOfThePooledAddressIsUnderstoodEverywhere() throws RefusedException {
    for (Destination pooled :
        new Destination[] {
          find("shop-pooler.db.example.com", "shop", "shop", ""),
          find(null, "shop", "shop", "endpoint=shop-pooler"),
          find(null, "shop@shop-pooler", "shop", ""),
          find(null, "shop", "shop-pooler", ""),
          find("shop.db.example.com", "shop", "shop-pooler", "")
        }) {
      assertThat(pooled.label()).isEqualTo("shop");
      assertThat(pooled.mode()).isEqualTo(Mode.POOLED);
      assertThat(pooled.role()).isEqualTo("shop");
      assertThat(pooled.database()).isEqualTo("shop");
    }
  }

  @Test
  void namesThatAgreeAreAccepted() throws RefusedException {
    assertThat(find("shop.db.example.com", "bob@shop", "shop", "endpoint=shop").kind())
        .isEqualTo(RoutingKind.SNI);
  }

  @Test
  void namesThatDisagreeAreRefused() {
    refuses("shop.db.example.com", "bob", "", "endpoint=other", "the host name and options");
    refuses("shop.db.example.com", "bob@other", "", "", "the host name and the user name");
    refuses(null, "bob@other", "", "endpoint=shop", "options and the user name");
  }

  @Test
  void whatNamesNoDatabaseIsRefusedWithAHint() {
    for (String database : new String[] {"", "My_DB", "x", "-a", "a-", "ünicode"}) {
      refuses(null, "Bob", database, "", "cannot tell which database");
      refuses("db.example.com", "Bob", database, "", "cannot tell which database");
    }
    refuses(null, "", "shop", "", "no PostgreSQL user name");
  }

  private void refuses(
      @Nullable String sni, String user, String database, String options, String message) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> find(sni, user, database, options))
        .withMessageContaining(message);
  }

  private Destination find(@Nullable String sni, String user, String database, String options)
      throws RefusedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("user", user);
    parameters.put("database", database);
    return rules.destination(
        sni, new StartupMessage(ProtocolVersion.V3_0, parameters), StartupOptions.parse(options));
  }
}
