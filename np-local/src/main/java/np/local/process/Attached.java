package np.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A started process whose standard streams np holds; reading and writing block. Whoever asked for
 * it closes it once it has ended and everything was read.
 *
 * @param running the process
 * @param input its standard input; closing it ends it, where there is no terminal
 * @param output what it writes, to a terminal both streams
 * @param errors its standard error; with a terminal what went wrong before there was one
 * @param terminal if it has one
 */
public record Attached(
    Running running,
    OutputStream input,
    InputStream output,
    InputStream errors,
    Optional<PseudoTerminal> terminal)
    implements AutoCloseable {

  @Override
  public void close() throws IOException {
    terminal.ifPresent(PseudoTerminal::close);
    output.close();
    errors.close();
  }
}
