package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import np.local.storage.HomeLayout;
import np.local.storage.UidRange;
import np.model.AppId;
import np.model.AppName;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.TenantName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UidsTest {
  @TempDir Path home;

  @Test
  void aDamagedFileIsRefusedRatherThanIdsGivenTwice() throws Exception {
    uids().of(app("acme", "shop"));
    Path file = home.resolve("node/uids");
    Files.writeString(file, Files.readString(file).replace("acme", "acne"));
    assertThatThrownBy(this::uids)
        .isInstanceOf(NpException.Unavailable.class)
        .extracting(e -> ((NpException) e).code())
        .isEqualTo(ErrorCode.CORRUPT);
  }

  @Test
  void everyAppKeepsAnIdOfItsOwn() throws Exception {
    int first = uids().of(app("acme", "shop"));
    int second = uids().of(app("acme", "blog"));
    int third = uids().of(app("other", "shop"));
    assertThat(uids().of(app("acme", "shop"))).isEqualTo(first);
    assertThat(second).isEqualTo(first + 1);
    assertThat(third).isEqualTo(first + 2);
  }

  @Test
  void platformsSideBySideDoNotShareIds() {
    assertThat(UidRange.of(new HomeLayout(Path.of("/var/lib/np"))).first()).isEqualTo(200_000);
    UidRange one = UidRange.of(new HomeLayout(Path.of("/srv/one")));
    UidRange two = UidRange.of(new HomeLayout(Path.of("/srv/two")));
    assertThat(one.first()).isGreaterThan(1_000_000).isNotEqualTo(two.first());
    assertThat(one.last() - one.first()).isEqualTo(999_999);
  }

  @Test
  void aHomeThatIsMovedKeepsItsIds() throws Exception {
    Path former = home.resolve("former");
    Files.createDirectories(former.resolve("node"));
    UidRange range = UidRange.settle(new HomeLayout(former));
    Path later = Files.move(former, home.resolve("later"));
    assertThat(UidRange.of(new HomeLayout(later))).isEqualTo(range);
    assertThat(UidRange.settle(new HomeLayout(later))).isEqualTo(range);
    assertThat(UidRange.of(new HomeLayout(former))).isEqualTo(range);
    assertThat(UidRange.of(new HomeLayout(home.resolve("another")))).isNotEqualTo(range);
  }

  private Uids uids() throws Exception {
    Files.createDirectories(home.resolve("node"));
    return new Uids(new HomeLayout(home));
  }

  private static AppId app(String tenant, String name) {
    return new AppId(new TenantName(tenant), new AppName(name));
  }
}
