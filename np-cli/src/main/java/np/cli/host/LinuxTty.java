package np.cli.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds out what the three standard streams of this process are, without starting any other one.
 */
public final class LinuxTty {
  /** ioctl_tty(2). */
  private static final long TIOCGWINSZ = 0x5413;

  private static final int STDERR = 2;

  private LinuxTty() {}

  /**
   * Looks at the streams now; the size is asked for each time.
   *
   * @param env LC_ALL, LC_CTYPE and LANG tell the charset
   */
  public static Tty detect(Map<String, String> env) {
    return new Tty(isTerminal(0), isTerminal(1), isTerminal(STDERR), LinuxTty::size, charset(env));
  }

  /** The charset of the locale: the first of LC_ALL, LC_CTYPE and LANG that is not empty. */
  static Charset charset(Map<String, String> env) {
    for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String value = env.getOrDefault(name, "");
      if (!value.isEmpty()) {
        String plain = value.toUpperCase(Locale.ROOT).replace("-", "");
        return plain.endsWith(".UTF8") || plain.contains(".UTF8@")
            ? StandardCharsets.UTF_8
            : StandardCharsets.US_ASCII;
      }
    }
    return StandardCharsets.US_ASCII;
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }

  private static Tty.Size size() {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ioctl = linker.defaultLookup().findOrThrow("ioctl");
      FunctionDescriptor shape =
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS);
      MemorySegment size = arena.allocate(8, 2);
      int result =
          (int)
              linker
                  .downcallHandle(ioctl, shape, Linker.Option.firstVariadicArg(2))
                  .invokeExact(STDERR, TIOCGWINSZ, size);
      int rows = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, 0));
      int columns = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, 2));
      boolean known = result == 0 && rows > 0 && columns > 0;
      return known ? new Tty.Size(columns, rows) : Tty.Size.USUAL;
    } catch (Throwable e) {
      // Only a frame is at stake; the usual size is a good guess on every terminal.
      return Tty.Size.USUAL;
    }
  }
}
