package np.dist;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import np.cli.host.Tty;

/** Asks the kernel for the size of a terminal, TIOCGWINSZ (tty_ioctl(2)). */
final class TerminalSize {
  private static final long TIOCGWINSZ = 0x5413;
  private static final int WINSIZE_BYTES = 8;

  private TerminalSize() {}

  /** Of the terminal behind standard error, else standard output. */
  static Optional<Tty.Size> read() {
    return read(2).or(() -> read(1));
  }

  private static Optional<Tty.Size> read(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(WINSIZE_BYTES, 2);
      boolean known = Ioctl.call(descriptor, TIOCGWINSZ, size);
      int rows = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, 0));
      int columns = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, 2));
      return known && rows > 0 && columns > 0
          ? Optional.of(new Tty.Size(columns, rows))
          : Optional.empty();
    }
  }
}
