package np.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import np.cli.client.ServerSession;
import np.spi.SessionInput;

/**
 * Sends what comes in here to a command, as it has room for it. On a thread of its own that is left
 * alone at the end: it may be reading for ever.
 */
final class Keyboard {
  private final ServerSession server;
  private final InputStream in;
  private final SessionInput end;
  private final Semaphore room = new Semaphore(np.spi.Session.WINDOW);

  /**
   * @param end what the end of the input means to the command
   */
  Keyboard(ServerSession server, InputStream in, SessionInput end) {
    this.server = server;
    this.in = in;
    this.end = end;
  }

  Keyboard start() {
    Thread.ofPlatform().daemon().name("keyboard").start(this::run);
    return this;
  }

  /** The command has room for so much more. */
  void grant(int bytes) {
    room.release(bytes);
  }

  private void run() {
    byte[] buffer = new byte[np.spi.Session.MOST_DATA];
    try {
      for (int count = read(buffer); count >= 0; count = read(buffer)) {
        room.acquire(count);
        server.send(new SessionInput.Data(ByteBuffer.wrap(buffer.clone(), 0, count)));
      }
      server.send(end);
    } catch (IOException lost) {
      server.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A standard input that was closed by whoever started np is at its end. */
  private int read(byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException closed) {
      return -1;
    }
  }
}
