package np.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import np.model.ByteSize;
import np.model.Exit;
import np.model.NpException;
import np.model.StopPolicy;
import np.spi.Session;
import np.spi.SessionInput;
import np.spi.SessionOutput;
import np.spi.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionFramesTest {

  static List<SessionInput> inputs() {
    return List.of(
        new SessionInput.Data(ByteBuffer.allocate(0)),
        new SessionInput.Data(ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xff, '\n'})),
        new SessionInput.End(),
        new SessionInput.Resize(new Terminal.Size(1, 0xffff)),
        new SessionInput.Signal(StopPolicy.Signal.SIGTERM),
        new SessionInput.WindowAdjust(Integer.MAX_VALUE));
  }

  static List<SessionOutput> outputs() {
    return List.of(
        new SessionOutput.Data(SessionOutput.Stream.STDOUT, ByteBuffer.allocate(Session.MOST_DATA)),
        new SessionOutput.Data(SessionOutput.Stream.STDERR, ByteBuffer.wrap(new byte[] {7})),
        new SessionOutput.WindowAdjust(1),
        new SessionOutput.Exited(new Exit.Code(255)),
        new SessionOutput.Exited(new Exit.Signalled(15)),
        new SessionOutput.Exited(new Exit.OutOfMemory(ByteSize.mebibytes(100_000))),
        new SessionOutput.Exited(new Exit.Unknown()));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void inputIsReadAsItWasWritten(SessionInput input) {
    assertThat(SessionFrames.input(SessionFrames.of(input))).isEqualTo(input);
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void outputIsReadAsItWasWritten(SessionOutput output) {
    assertThat(SessionFrames.output(SessionFrames.of(output))).isEqualTo(output);
  }

  @Test
  void aBufferThatIsUsedAgainDoesNotChangeWhatWasRead() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {0, 'a'});
    SessionInput.Data data = (SessionInput.Data) SessionFrames.input(buffer);
    buffer.put(1, (byte) 'b');
    assertThat(data.bytes().get()).isEqualTo((byte) 'a');
    assertThat(data.bytes().get()).isEqualTo((byte) 'a');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0100", "02", "0200500000", "020050001800", "0309", "0400000000", "05"})
  void whatIsNoInputIsRefused(String hex) {
    assertThatThrownBy(() -> SessionFrames.input(ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
        .isInstanceOf(NpException.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "02ffffffff", "0300", "03000000000000000001ff", "03090000000000000000", "7f"})
  void whatIsNoOutputIsRefused(String hex) {
    assertThatThrownBy(() -> SessionFrames.output(ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
        .isInstanceOf(NpException.Invalid.class);
  }

  @Test
  void aFrameThatIsTooLongIsRefused() {
    ByteBuffer frame = ByteBuffer.allocate(SessionFrames.LONGEST + 1);
    assertThatThrownBy(() -> SessionFrames.input(frame)).isInstanceOf(NpException.Invalid.class);
    assertThatThrownBy(() -> SessionFrames.output(frame)).isInstanceOf(NpException.Invalid.class);
  }

  @Test
  void garbageIsReadOrRefusedAndNothingElse() {
    Random random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(14)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = (byte) random.nextInt(6);
      }
      attempt(() -> SessionFrames.input(ByteBuffer.wrap(bytes)));
      attempt(() -> SessionFrames.output(ByteBuffer.wrap(bytes)));
    }
  }

  private static void attempt(Runnable reading) {
    try {
      reading.run();
    } catch (NpException.Invalid refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @Test
  void aTerminalHasASizeAndAType() {
    assertThatThrownBy(() -> new Terminal.Size(0, 24)).isInstanceOf(NpException.Invalid.class);
    assertThatThrownBy(() -> new Terminal.Size(80, 65_536)).isInstanceOf(NpException.Invalid.class);
    Terminal.Size size = new Terminal.Size(80, 24);
    assertThatThrownBy(() -> new Terminal("x\u001b[31m", size))
        .isInstanceOf(NpException.Invalid.class)
        .hasMessageNotContaining("\u001b");
    assertThat(new Terminal("screen.xterm-256color", size).type()).startsWith("screen");
  }
}
