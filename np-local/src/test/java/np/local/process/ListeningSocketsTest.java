package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningSocketsTest {
  @ParameterizedTest
  @CsvSource({
    "0100007F:0BB8,127.0.0.1:3000",
    "00000000:0050,0.0.0.0:80",
    "00000000000000000000000000000000:1F90,[::]:8080",
    "00000000000000000000000001000000:1F90,[::1]:8080",
    "0000000000000000FFFF00000100007F:1F90,[::ffff:127.0.0.1]:8080",
    "B80D01200000000067452301EFCDAB89:0001,[2001:db8:0:0:123:4567:89ab:cdef]:1",
  })
  void addressesAreReadAsTheKernelWritesThem(String hex, String address) {
    assertThat(ListeningSockets.address(hex)).isEqualTo(address);
  }
}
