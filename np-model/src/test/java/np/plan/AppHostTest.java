package np.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import np.model.AppId;
import np.model.Hostname;
import org.junit.jupiter.api.Test;

class AppHostTest {

  @Test
  void noTwoAppsShareALabel() {
    List<String> names = names();
    Map<String, AppId> labels = new HashMap<>();
    for (String app : names) {
      for (String tenant : tenants(names)) {
        AppId id = Specs.app(tenant, app);
        AppId other = labels.put(AppHost.label(id), id);
        assertThat(other).as("%s has the label of %s", id, other).isNull();
      }
    }
  }

  @Test
  void everyLabelIsOneThatCertificatesAllow() {
    for (String app : names()) {
      for (String tenant : tenants(names())) {
        String label = AppHost.label(Specs.app(tenant, app));
        assertThat(label).matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
        assertThat(label.startsWith("--", 2)).as(label).isFalse();
      }
    }
  }

  @Test
  void commonNamesReadWell() {
    assertThat(host("default", "shop")).isEqualTo("shop.localhost");
    assertThat(host("default", "my-shop")).isEqualTo("my-shop.localhost");
    assertThat(host("acme", "shop")).isEqualTo("shop--acme.localhost");
    assertThat(host("acme", "my-shop")).isEqualTo("my-shop--acme.localhost");
    assertThat(host("acme", "ab")).isEqualTo("0-ab--acme.localhost");
  }

  private static String host(String tenant, String app) {
    Hostname host = AppHost.of(Specs.app(tenant, app), "localhost");
    return host.value();
  }

  private static List<String> tenants(List<String> names) {
    List<String> out = new ArrayList<>(names);
    out.add("default");
    return out;
  }

  /** Every name of up to six letters of which only a, - and 0 are used, and some long ones. */
  private static List<String> names() {
    List<String> out = new ArrayList<>();
    grow("a", out);
    out.add("a".repeat(40));
    out.add("a".repeat(39) + "b");
    out.add("a" + "-".repeat(38) + "a");
    out.add("xn--aa");
    return out;
  }

  private static void grow(String start, List<String> out) {
    if (start.length() > 1 && !start.endsWith("-")) {
      out.add(start);
    }
    if (start.length() < 6) {
      grow(start + "a", out);
      grow(start + "-", out);
      grow(start + "0", out);
    }
  }
}
