package np.edge.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Random;
import np.edge.postgres.session.CancelKeys.Cancellable;
import np.edge.postgres.wire.ProtocolVersion;
import org.junit.jupiter.api.Test;

final class CancelKeysTest {
  private final CancelKeys keys = new CancelKeys(new SecureRandom());
  private final Cancellable session = Runnable::run;

  @Test
  void findsTheSessionOfAKey() {
    CancelKey small = keys.issue(ProtocolVersion.V3_0, session);
    CancelKey large = keys.issue(ProtocolVersion.V3_2, done -> {});
    assertThat(small.secret()).hasSize(4);
    assertThat(large.secret()).hasSize(32);
    assertThat(keys.find(small.process(), small.secret())).isSameAs(session);
    keys.withdraw(small);
    assertThat(keys.find(small.process(), small.secret())).isNull();
    assertThat(keys.size()).isEqualTo(1);
  }

  @Test
  void aRightNumberWithAWrongSecretIsNobodys() {
    CancelKey key = keys.issue(ProtocolVersion.V3_2, session);
    assertThat(keys.find(key.process(), new byte[32])).isNull();
    assertThat(keys.find(key.process(), new byte[4])).isNull();
    assertThat(keys.find(key.process() ^ 1, key.secret())).isNull();
  }

  @Test
  void aNumberThatWasNeverGivenIsNobodysWhateverTheSecret() {
    assertThat(keys.find(7, new byte[32])).isNull();
  }

  @Test
  void aMillionGuessesHitNobody() {
    for (int i = 0; i < 1000; i++) {
      keys.issue(i % 2 == 0 ? ProtocolVersion.V3_0 : ProtocolVersion.V3_2, session);
    }
    Random random = new Random(42);
    byte[] secret = new byte[4];
    for (int i = 0; i < 1_000_000; i++) {
      random.nextBytes(secret);
      assertThat(keys.find(random.nextInt() & Integer.MAX_VALUE, secret)).isNull();
    }
    assertThat(keys.size()).isEqualTo(1000);
  }
}
