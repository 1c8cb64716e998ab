package np.dist;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Asks the driver of an open file of this process, ioctl(2). */
final class Ioctl {
  private Ioctl() {}

  /**
   * Calls it.
   *
   * @param argument read or written, as the request wants it
   * @return whether it was done
   */
  static boolean call(int descriptor, long request, MemorySegment argument) {
    Linker linker = Linker.nativeLinker();
    try {
      MethodHandle ioctl =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("ioctl"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS),
              Linker.Option.firstVariadicArg(2));
      return (int) ioctl.invokeExact(descriptor, request, argument) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("calling the C library failed", e);
    }
  }
}
