package np.edge.postgres.limit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class VisitorsTest {
  private static final long SECOND = 1_000_000_000;
  private final Visitors visitors = new Visitors(limits(3, 5));

  @Test
  void oneAddressHasOnlySoManyConnections() throws UnknownHostException {
    InetAddress address = InetAddress.getByName("192.0.2.7");
    Visitor visitor = requireNonNull(visitors.enter(address, 0));
    assertThat(visitors.enter(address, 0)).isSameAs(visitor);
    assertThat(visitors.enter(address, 0)).isSameAs(visitor);
    assertThat(visitors.enter(address, 0)).isNull();
    assertThat(visitors.enter(InetAddress.getByName("192.0.2.8"), 0)).isNotNull();
    visitor.leave();
    assertThat(visitors.enter(address, 0)).isSameAs(visitor);
  }

  @Test
  void oneAddressMayTryOnlySoOften() throws UnknownHostException {
    InetAddress address = InetAddress.getByName("192.0.2.7");
    int let = 0;
    for (int i = 0; i < 1000; i++) {
      Visitor visitor = visitors.enter(address, 0);
      if (visitor != null) {
        let++;
        visitor.leave();
      }
    }
    assertThat(let).isEqualTo(50);
    assertThat(visitors.enter(address, SECOND)).isNotNull();
  }

  @Test
  void anIpv6NetworkIsOneVisitor() throws UnknownHostException {
    Visitor one = visitors.enter(InetAddress.getByName("2001:db8::1"), 0);
    assertThat(visitors.enter(InetAddress.getByName("2001:db8::ffff:2"), 0)).isSameAs(one);
    assertThat(visitors.enter(InetAddress.getByName("2001:db8:0:1::1"), 0)).isNotSameAs(one);
  }

  @Test
  void programsOfThisMachineAreNotCounted() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(visitors.enter(InetAddress.getLoopbackAddress(), 0)).isNotNull();
    }
  }

  @Test
  void keysForCancellingAreTriedOnlySoOften() throws UnknownHostException {
    Visitor visitor = requireNonNull(visitors.enter(InetAddress.getByName("192.0.2.7"), 0));
    int let = 0;
    for (int i = 0; i < 1000; i++) {
      let += visitor.mayCancel(0) ? 1 : 0;
    }
    assertThat(let).isEqualTo(10);
  }

  @Test
  void forgetsThoseThatHaveNothingToRemember() throws UnknownHostException {
    long start = System.nanoTime();
    for (int i = 0; i < 30_000; i++) {
      byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      long now = start + i * (10 * SECOND / 1000);
      requireNonNull(visitors.enter(InetAddress.getByAddress(address), now)).leave();
    }
    assertThat(visitors.size()).isLessThan(11_000);
  }

  private static GatewayLimits limits(int connections, int attempts) {
    Duration second = Duration.ofSeconds(1);
    return new GatewayLimits(
        second, second, second, second, second, second, 100, connections, attempts, 10);
  }
}
