package np.cli.host;

import java.io.Console;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import np.model.Secret;
import org.jspecify.annotations.Nullable;

/** Asks on the console of this process. */
public final class ConsolePrompter implements Prompter {
  private final Supplier<@Nullable Console> console;

  /**
   * @param console usually {@code System::console}; looked up at the first question only
   */
  public ConsolePrompter(Supplier<@Nullable Console> console) {
    this.console = console;
  }

  @Override
  public Optional<String> line(String question) {
    Console present = console.get();
    return present == null
        ? Optional.empty()
        : Optional.ofNullable(present.readLine("%s", question));
  }

  @Override
  public Optional<Secret> hidden(String question) {
    Console present = console.get();
    if (present == null) {
      return Optional.empty();
    }
    char[] typed = present.readPassword("%s", question);
    if (typed == null) {
      return Optional.empty();
    }
    Secret secret = new Secret(new String(typed));
    Arrays.fill(typed, '\0');
    return Optional.of(secret);
  }
}
