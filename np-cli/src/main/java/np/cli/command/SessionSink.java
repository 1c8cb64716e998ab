package np.cli.command;

import java.nio.ByteBuffer;

/** Where one stream of a command is shown. */
interface SessionSink {

  /** Shows the next bytes. */
  void show(ByteBuffer bytes);

  /** Nothing more comes. */
  default void end() {}
}
