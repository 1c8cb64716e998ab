package np.spi;

/**
 * A process whose standard streams are in the caller's hands, byte by byte, until it ends or is
 * left alone: closing the session sends SIGHUP to everything in it and, {@link #GRACE_SECONDS}
 * later, SIGKILL. Whoever asked for it closes it.
 *
 * <p>Neither side sends more than the other has room for: {@link #WINDOW} bytes of data each way,
 * and what is granted from then on by {@code WindowAdjust}. So nothing piles up on the way, and
 * what is no data is never stuck behind data.
 *
 * <p>An engine that can send no signals ends the session instead; one that has no windows, as
 * Nomad's exec, stops reading while the caller has no room.
 */
public interface Session extends AutoCloseable {
  /** How many bytes may be under way each way before anything was granted. */
  int WINDOW = 512 << 10;

  /** How many bytes one piece of data may have. */
  int MOST_DATA = 32 << 10;

  /** From SIGHUP to SIGKILL. */
  int GRACE_SECONDS = 5;

  /**
   * Hands something to the process, without waiting for it. Nothing happens when it has ended.
   *
   * @throws np.model.NpException.Invalid when the process has no room for it; where the process is
   *     far away the session is cut off instead
   */
  void send(SessionInput input);

  /**
   * Waits for what comes next; after {@link SessionOutput.Exited} nothing does. To be called by one
   * thread.
   *
   * @throws np.model.NpException.Unavailable when the engine is gone, and the process with it
   */
  SessionOutput receive() throws InterruptedException;

  @Override
  void close();
}
