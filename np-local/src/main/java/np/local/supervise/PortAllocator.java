package np.local.supervise;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * Gives each instance a port of its own. What is taken is written down with the instances; a port
 * that was given back is not given out again before all others, because somebody may still believe
 * that the old owner is behind it.
 */
final class PortAllocator {
  private static final int LOW = 20_000;
  private static final int HIGH = 31_999;

  private final Set<Integer> taken = new HashSet<>();
  private int next;

  /**
   * @param taken by instances that were there before
   * @param offset where to begin, any number
   */
  PortAllocator(Collection<Integer> taken, int offset) {
    this.taken.addAll(taken);
    this.next = LOW + Math.floorMod(offset, HIGH - LOW + 1);
  }

  /** A port on which nobody listens. */
  synchronized int take() {
    for (int tries = 0; tries <= HIGH - LOW; tries++) {
      int port = next;
      next = port == HIGH ? LOW : port + 1;
      if (!taken.contains(port) && isFree(port)) {
        taken.add(port);
        return port;
      }
    }
    throw new NpException.Unavailable(
        ErrorCode.NO_ROOM,
        "all ports from " + LOW + " to " + HIGH + " are in use",
        "stop something on this machine");
  }

  /** The very port that a program insists on. */
  synchronized int take(int port) {
    if (taken.contains(port) || !isFree(port)) {
      throw new NpException.Unavailable(
          ErrorCode.NO_ROOM,
          "port " + port + " is in use on this machine",
          "let the program listen on $PORT and leave port: out of np.yaml");
    }
    taken.add(port);
    return port;
  }

  synchronized void release(int port) {
    taken.remove(port);
  }

  /** Whether an instance that is down can have its port again. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(port), 1);
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
