package np.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import np.model.AppName;
import np.model.DatabaseLogin;
import np.model.EnvName;
import np.model.Secret;
import np.model.ServiceName;
import np.spec.AppSpec;
import np.spec.ParsedSpec;
import np.spec.SpecParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicePlannerTest {
  private static final DatabaseLogin LOGIN =
      new DatabaseLogin(
          "127.0.0.1",
          5432,
          "shop-db",
          "shop-db-pooler",
          new Secret("pw"),
          new Secret("postgres://shop-db:pw@127.0.0.1:5432/shop-db-pooler"));

  private static AppSpec spec(String rest) {
    return ((ParsedSpec.Valid) SpecParser.parse("run: a\n" + rest, "np.yaml", Optional.empty()))
        .spec();
  }

  private static ServiceName service(String name) {
    return new ServiceName(name);
  }

  private static EnvName env(String name) {
    return new EnvName(name);
  }

  @ParameterizedTest
  @CsvSource({
    "shop, db, shop-db",
    "shop-preview, db, shop-preview-db",
    "an-app-with-a-name-of-forty-characters-1, db, an-app-with-a-name-of-forty-chara-297bec",
  })
  void aDatabaseIsNamedAfterAppAndService(String app, String name, String expected) {
    assertThat(ServicePlanner.database(new AppName(app), service(name)).value())
        .isEqualTo(expected);
  }

  @Test
  void anEnvironmentHasAnAppOfItsOwnAndProductionHasNone() {
    AppName shop = new AppName("shop");

    assertThat(ServicePlanner.app(shop, Optional.of("preview")).value()).isEqualTo("shop-preview");
    assertThat(ServicePlanner.app(shop, Optional.of("production"))).isEqualTo(shop);
    assertThat(ServicePlanner.app(shop, Optional.empty())).isEqualTo(shop);
  }

  @Test
  void oneDatabaseGivesDatabaseUrlAndSeveralTheirNames() {
    assertThat(ServicePlanner.variables(spec("services: {main: postgres}")))
        .isEqualTo(Map.of(env("DATABASE_URL"), service("main")));
    assertThat(ServicePlanner.variables(spec("services: {main: postgres, audit-log: postgres}")))
        .isEqualTo(
            Map.of(env("MAIN_URL"), service("main"), env("AUDIT_LOG_URL"), service("audit-log")));
    assertThat(
            ServicePlanner.variables(
                spec("services: {db: postgres}\nenv: {DATABASE_URL: $(db.url)?a=b}")))
        .as("the file says it itself")
        .isEmpty();
  }

  @Test
  void referencesAreResolvedForInstancesOnly() {
    AppSpec spec =
        spec(
            """
            services: {db: postgres}
            env:
              PLAIN: $HOME and $(date)
              URL: jdbc:$(db.url)
              PARTS: $(db.host):$(db.port)/$(db.name)?user=$(db.user)&password=$(db.password)
            """);

    assertThat(ServicePlanner.plain(spec)).containsOnlyKeys(env("PLAIN"));
    assertThat(
            ServicePlanner.resolve(
                spec, name -> name.equals(service("db")) ? Optional.of(LOGIN) : Optional.empty()))
        .isEqualTo(
            Map.of(
                env("URL"),
                new Secret("jdbc:postgres://shop-db:pw@127.0.0.1:5432/shop-db-pooler"),
                env("PARTS"),
                new Secret("127.0.0.1:5432/shop-db-pooler?user=shop-db&password=pw")));
    assertThat(ServicePlanner.resolve(spec, name -> Optional.empty())).isEmpty();
  }
}
