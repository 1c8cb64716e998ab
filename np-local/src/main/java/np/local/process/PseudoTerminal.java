package np.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import np.spi.Terminal;

/**
 * The upper half of a pseudo-terminal (pty(7)): what is written to it is typed, what is read from
 * it is shown. It belongs to the devpts file system whose {@code ptmx} was opened, so one that was
 * opened through the root of a sandbox has its lower half in there. Closing it hangs up.
 */
public final class PseudoTerminal implements AutoCloseable {
  /** open(2): read and write, not as our own terminal, not for our children. */
  private static final int FLAGS = 2 | 0x100 | 0x80000;

  /** ioctl_tty(2). */
  private static final long TIOCGPTN = 0x80045430L;

  private static final long TIOCSPTLCK = 0x40045431L;
  private static final long TIOCSWINSZ = 0x5414;
  private static final long TCGETS = 0x5401;
  private static final long TCSETS = 0x5402;

  /** {@code struct termios} of the kernel; its first word has the input flags. */
  private static final int TERMIOS = 36;

  /** The line editor of the kernel erases letters, not bytes. */
  private static final int IUTF8 = 0x4000;

  private final TerminalCalls calls;
  private final int descriptor;
  private boolean closed;

  private PseudoTerminal(TerminalCalls calls, int descriptor) {
    this.calls = calls;
    this.descriptor = descriptor;
  }

  /**
   * A new one.
   *
   * @param ptmx normally {@code /dev/ptmx}
   */
  public static PseudoTerminal open(Path ptmx, Terminal.Size size) throws IOException {
    TerminalCalls calls = new TerminalCalls();
    PseudoTerminal terminal = new PseudoTerminal(calls, calls.open(ptmx, FLAGS));
    try {
      terminal.unlock();
      terminal.resize(size);
      return terminal;
    } catch (IOException e) {
      terminal.close();
      throw e;
    }
  }

  /** The lower half, as it is called in its own file system: {@code /dev/pts/3}. */
  public Path path() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment number = arena.allocate(ValueLayout.JAVA_INT);
      calls.ioctl(descriptor, TIOCGPTN, number);
      return Path.of("/dev/pts", Integer.toString(number.get(ValueLayout.JAVA_INT, 0)));
    }
  }

  /** Tells a new size to the programs in it, by SIGWINCH. */
  public synchronized void resize(Terminal.Size size) throws IOException {
    if (closed) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment winsize = arena.allocate(8, 2);
      winsize.set(ValueLayout.JAVA_SHORT, 0, (short) size.rows());
      winsize.set(ValueLayout.JAVA_SHORT, 2, (short) size.columns());
      calls.ioctl(descriptor, TIOCSWINSZ, winsize);
    }
  }

  /** What is shown; it ends when nobody has the lower half open any more. Reading blocks. */
  public InputStream screen() {
    return new Screen();
  }

  /** What is typed. Writing blocks while nobody reads it. */
  public OutputStream keyboard() {
    return new Keyboard();
  }

  /** Nobody may be reading or writing any more. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      calls.close(descriptor);
    }
  }

  private void unlock() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      calls.ioctl(descriptor, TIOCSPTLCK, arena.allocate(ValueLayout.JAVA_INT));
      MemorySegment termios = arena.allocate(TERMIOS, 4);
      calls.ioctl(descriptor, TCGETS, termios);
      int flags = termios.get(ValueLayout.JAVA_INT, 0);
      termios.set(ValueLayout.JAVA_INT, 0, flags | IUTF8);
      calls.ioctl(descriptor, TCSETS, termios);
    }
  }

  private final class Screen extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** The kernel says EIO when the lower half is closed: that is the end. */
    @Override
    public int read(byte[] target, int offset, int length) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment bytes = arena.allocate(Math.max(1, length));
        int count = calls.read(descriptor, bytes);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, target, offset, count);
        return count > 0 ? count : -1;
      } catch (IOException closed) {
        return -1;
      }
    }
  }

  private final class Keyboard extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment bytes = arena.allocate(Math.max(1, length));
        MemorySegment.copy(source, offset, bytes, ValueLayout.JAVA_BYTE, 0, length);
        for (long written = 0; written < length; ) {
          written += calls.write(descriptor, bytes.asSlice(written, length - written));
        }
      }
    }
  }
}
