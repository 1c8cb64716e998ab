package np.dist;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import np.spi.Subscription;

/**
 * Signals to this JVM by {@code sun.misc.Signal} (module jdk.unsupported, JEP 260), the only way to
 * hear of one and go on. By reflection: javac warns of the class whatever is done, and warnings end
 * the build.
 */
final class ProcessSignals {
  private ProcessSignals() {}

  /**
   * Runs {@code action} on a new thread whenever the signal comes, instead of what happened before.
   *
   * @param name without SIG: {@code INT}
   */
  static Subscription on(String name, Runnable action) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object signal = signalType.getConstructor(String.class).newInstance(name);
      Object handler =
          Proxy.newProxyInstance(
              ProcessSignals.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      var handle = signalType.getMethod("handle", signalType, handlerType);
      Object before = handle.invoke(null, signal, handler);
      return () -> restore(() -> handle.invoke(null, signal, before));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java cannot hear signals", e);
    }
  }

  /** A call by reflection. */
  private interface Call {
    Object call() throws IllegalAccessException, InvocationTargetException;
  }

  private static void restore(Call call) {
    try {
      call.call();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java cannot hear signals", e);
    }
  }
}
