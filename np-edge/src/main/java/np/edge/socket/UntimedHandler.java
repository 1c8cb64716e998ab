package np.edge.socket;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;

/**
 * Lets an event loop wait without a timer while nothing is scheduled on it. Netty 4.2 then waits
 * for a second at most, again and again, and with epoll_pwait2(2) the kernel sets a timer and takes
 * it back for every message that is carried: five microseconds of a query.
 */
final class UntimedHandler implements IoHandler {
  /** What an IoHandlerContext says where there is no deadline. */
  private static final long NO_DEADLINE = -1;

  private final IoHandler epoll;

  private UntimedHandler(IoHandler epoll) {
    this.epoll = epoll;
  }

  /** The same handlers, without timers. */
  static IoHandlerFactory factory(IoHandlerFactory epoll) {
    return executor -> new UntimedHandler(epoll.newHandler(executor));
  }

  @Override
  public int run(IoHandlerContext context) {
    return epoll.run(new Untimed(context));
  }

  /** What the event loop says, but for the deadline that it makes up. */
  private record Untimed(IoHandlerContext loop) implements IoHandlerContext {
    @Override
    public boolean canBlock() {
      return loop.canBlock();
    }

    @Override
    public long delayNanos(long now) {
      return loop.delayNanos(now);
    }

    @Override
    public long deadlineNanos() {
      return isScheduled() ? loop.deadlineNanos() : NO_DEADLINE;
    }

    /** The delay of what is scheduled depends on the time; the one that is made up does not. */
    private boolean isScheduled() {
      long now = System.nanoTime();
      long delay = loop.delayNanos(now);
      return delay <= 0 || delay != loop.delayNanos(now + 1);
    }

    @Override
    public void reportActiveIoTime(long nanos) {
      loop.reportActiveIoTime(nanos);
    }

    @Override
    public boolean shouldReportActiveIoTime() {
      return loop.shouldReportActiveIoTime();
    }
  }

  @Override
  public void initialize() {
    epoll.initialize();
  }

  @Override
  public void prepareToDestroy() {
    epoll.prepareToDestroy();
  }

  @Override
  public void destroy() {
    epoll.destroy();
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return epoll.register(handle);
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> type) {
    return epoll.isCompatible(type);
  }
}
