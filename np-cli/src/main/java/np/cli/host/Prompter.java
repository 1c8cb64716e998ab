package np.cli.host;

import java.util.Optional;
import np.model.Secret;

/** Asks the person at the terminal. Never called when standard input is not one. */
public interface Prompter {
  /** One line, echoed; empty at the end of input. */
  Optional<String> line(String question);

  /** One line that is not echoed; empty at the end of input. */
  Optional<Secret> hidden(String question);
}
