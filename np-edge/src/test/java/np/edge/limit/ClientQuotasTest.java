package np.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import np.edge.limit.ClientLimits.Loopback;
import org.junit.jupiter.api.Test;

final class ClientQuotasTest {
  private static final long SECOND = 1_000_000_000;
  private final ClientQuotas quotas = new ClientQuotas(new ClientLimits(2, 2, 5, Loopback.EXEMPT));

  @Test
  void connectionsBeyondTheLimitAreCountedAsExcess() {
    InetAddress address = InetAddress.ofLiteral("192.0.2.7");
    ClientQuota quota = quotas.connect(address, 0);
    assertThat(quotas.connect(address, 0)).isSameAs(quota);
    assertThat(quota.excess()).isZero();
    quotas.connect(address, 0);
    assertThat(quota.excess()).isEqualTo(1);
    assertThat(quotas.connect(InetAddress.ofLiteral("192.0.2.8"), 0).excess()).isZero();
    quota.disconnected();
    assertThat(quota.excess()).isZero();
  }

  @Test
  void refusedRequestsAreNotCounted() {
    ClientQuota quota = quotas.connect(InetAddress.ofLiteral("192.0.2.7"), 0);
    assertThat(quota.beginRequest()).isTrue();
    assertThat(quota.beginRequest()).isTrue();
    assertThat(quota.beginRequest()).isFalse();
    quota.endRequest();
    assertThat(quota.beginRequest()).isTrue();
  }

  @Test
  void handshakesComeBackWithTime() {
    ClientQuota quota = quotas.connect(InetAddress.ofLiteral("192.0.2.7"), 0);
    int let = 0;
    for (int i = 0; i < 1_000; i++) {
      let += quota.mayShakeHands(0) ? 1 : 0;
    }
    assertThat(let).isEqualTo(50);
    assertThat(quota.mayShakeHands(SECOND)).isTrue();
  }

  @Test
  void anIpv6NetworkIsOneClient() {
    ClientQuota one = quotas.connect(InetAddress.ofLiteral("2001:db8::1"), 0);
    assertThat(quotas.connect(InetAddress.ofLiteral("2001:db8::ffff:2"), 0)).isSameAs(one);
    assertThat(quotas.connect(InetAddress.ofLiteral("2001:db8:0:1::1"), 0)).isNotSameAs(one);
  }

  @Test
  void programsOfThisMachineAreNotLimited() {
    ClientQuota quota = quotas.connect(InetAddress.getLoopbackAddress(), 0);
    for (int i = 0; i < 100; i++) {
      quotas.connect(InetAddress.getLoopbackAddress(), 0);
      assertThat(quota.beginRequest() && quota.mayShakeHands(0)).isTrue();
    }
    assertThat(quota.excess()).isZero();
  }

  @Test
  void forgetsThoseThatHaveNothingToRemember() throws UnknownHostException {
    ClientQuota stays = quotas.connect(InetAddress.ofLiteral("192.0.2.7"), 0);
    long start = System.nanoTime();
    for (int i = 0; i < 30_000; i++) {
      byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      long now = start + i * (10 * SECOND / 1000);
      quotas.connect(InetAddress.getByAddress(address), now).disconnected();
    }
    assertThat(quotas.size()).isLessThan(11_000);
    assertThat(quotas.connect(InetAddress.ofLiteral("192.0.2.7"), 0)).isSameAs(stays);
  }
}
