package np.cli.host;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The three standard streams; the CLI writes UTF-8 bytes to them and never closes them.
 *
 * @param in standard input
 * @param out standard output: data only
 * @param err standard error: messages
 */
public record Streams(InputStream in, OutputStream out, OutputStream err) {}
