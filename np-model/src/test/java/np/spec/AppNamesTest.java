package np.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppNamesTest {

  @ParameterizedTest
  @CsvSource({
    "'', app",
    "x, app",
    "123, app",
    "../.., app",
    "My App_2, my-app-2",
    "2048-game, game",
    "shop, shop",
    "-a-b-, a-b",
    "Ünïcode, n-code",
    "a\u001b[0m;rm -rf, a-0m-rm-rf"
  })
  void everyDirectoryGivesAName(String directory, String name) {
    assertThat(AppNames.of(directory).value()).isEqualTo(name);
  }
}
