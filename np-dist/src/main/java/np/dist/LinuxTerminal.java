package np.dist;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import np.cli.host.TerminalControl;
import np.spi.Subscription;

/** The terminal behind standard input (termios(3), ioctl_tty(2)), and the signals of this JVM. */
final class LinuxTerminal implements TerminalControl {
  private static final int STDIN = 0;
  private static final long TCGETS = 0x5401;
  private static final long TCSETSW = 0x5403;

  /** {@code struct termios} of the kernel: four words of flags, a byte, the special characters. */
  private static final int TERMIOS = 36;

  private static final long INPUT = 0;
  private static final long OUTPUT = 4;
  private static final long CONTROL = 8;
  private static final long LOCAL = 12;
  private static final long SPECIAL = 17;

  /** IGNBRK BRKINT PARMRK ISTRIP INLCR IGNCR ICRNL IXON. */
  private static final int COOKED_INPUT = 0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x80 | 0x100 | 0x400;

  /** OPOST. */
  private static final int COOKED_OUTPUT = 0x1;

  /** CSIZE PARENB, and CS8. */
  private static final int CHARACTER = 0x30 | 0x100;

  private static final int EIGHT_BITS = 0x30;

  /** ISIG ICANON ECHO ECHONL IEXTEN. */
  private static final int COOKED_LOCAL = 0x1 | 0x2 | 0x8 | 0x40 | 0x8000;

  private static final int VTIME = 5;
  private static final int VMIN = 6;

  @Override
  public Subscription raw() {
    byte[] before = new byte[TERMIOS];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment termios = arena.allocate(TERMIOS, 4);
      if (!Ioctl.call(STDIN, TCGETS, termios)) {
        return () -> {};
      }
      MemorySegment.copy(termios, ValueLayout.JAVA_BYTE, 0, before, 0, TERMIOS);
      makeRaw(termios);
      Thread hook = new Thread(() -> restore(before), "terminal");
      Runtime.getRuntime().addShutdownHook(hook);
      Ioctl.call(STDIN, TCSETSW, termios);
      return () -> close(before, hook);
    }
  }

  /** As cfmakeraw(3). */
  private static void makeRaw(MemorySegment termios) {
    clear(termios, INPUT, COOKED_INPUT);
    clear(termios, OUTPUT, COOKED_OUTPUT);
    clear(termios, CONTROL, CHARACTER);
    int control = termios.get(ValueLayout.JAVA_INT, CONTROL);
    termios.set(ValueLayout.JAVA_INT, CONTROL, control | EIGHT_BITS);
    clear(termios, LOCAL, COOKED_LOCAL);
    termios.set(ValueLayout.JAVA_BYTE, SPECIAL + VMIN, (byte) 1);
    termios.set(ValueLayout.JAVA_BYTE, SPECIAL + VTIME, (byte) 0);
  }

  private static void clear(MemorySegment termios, long word, int flags) {
    int before = termios.get(ValueLayout.JAVA_INT, word);
    termios.set(ValueLayout.JAVA_INT, word, before & ~flags);
  }

  private static void close(byte[] before, Thread hook) {
    restore(before);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The JVM is going down: the hook does the same once more.
    }
  }

  private static void restore(byte[] before) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment termios = arena.allocate(TERMIOS, 4);
      MemorySegment.copy(before, 0, termios, ValueLayout.JAVA_BYTE, 0, TERMIOS);
      Ioctl.call(STDIN, TCSETSW, termios);
    }
  }

  @Override
  public Subscription onResize(Runnable action) {
    return ProcessSignals.on("WINCH", action);
  }

  @Override
  public Subscription onInterrupt(Runnable action) {
    return ProcessSignals.on("INT", action);
  }
}
