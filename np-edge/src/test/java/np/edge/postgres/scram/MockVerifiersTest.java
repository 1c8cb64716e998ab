package np.edge.postgres.scram;

import static org.assertj.core.api.Assertions.assertThat;

import np.model.ScramVerifier;
import org.junit.jupiter.api.Test;

final class MockVerifiersTest {
  private static final MockVerifiers MOCKS = new MockVerifiers(new byte[32]);

  @Test
  void staysTheSameForAName() {
    ScramVerifier first = MOCKS.of("shop", "bob");
    assertThat(new MockVerifiers(new byte[32]).of("shop", "bob")).isEqualTo(first);
    assertThat(first.salt()).hasSize(16);
    assertThat(first.iterations()).isEqualTo(4096);
  }

  @Test
  void differsByNameAndKey() {
    ScramVerifier first = MOCKS.of("shop", "bob");
    byte[] other = new byte[32];
    other[31] = 1;
    assertThat(MOCKS.of("shop", "eve").salt()).isNotEqualTo(first.salt());
    assertThat(MOCKS.of("shopbob", "").salt()).isNotEqualTo(first.salt());
    assertThat(new MockVerifiers(other).of("shop", "bob").salt()).isNotEqualTo(first.salt());
  }
}
