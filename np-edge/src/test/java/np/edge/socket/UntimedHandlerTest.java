package np.edge.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class UntimedHandlerTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** An event loop on which something is due at this time, or nothing is scheduled. */
  private record Loop(long due) implements IoHandlerContext {
    private static final long NOTHING = -1;

    @Override
    public boolean canBlock() {
      return true;
    }

    @Override
    public long delayNanos(long now) {
      return due == NOTHING ? SECOND : Math.max(0, due - now);
    }

    @Override
    public long deadlineNanos() {
      return due == NOTHING ? System.nanoTime() + SECOND : due;
    }
  }

  /** Writes down which deadline it is told. */
  private record Handler(List<Long> deadlines) implements IoHandler {
    @Override
    public int run(IoHandlerContext context) {
      deadlines.add(context.deadlineNanos());
      return 0;
    }

    @Override
    public IoRegistration register(IoHandle handle) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void wakeup() {}

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
      return true;
    }
  }

  @Test
  void onlyWhatIsScheduledIsADeadline() {
    Handler handler = new Handler(new ArrayList<>());
    IoHandler untimed =
        UntimedHandler.factory(_ -> handler).newHandler(ImmediateEventExecutor.INSTANCE);
    long soon = System.nanoTime() + SECOND;
    long past = System.nanoTime() - SECOND;

    untimed.run(new Loop(Loop.NOTHING));
    untimed.run(new Loop(soon));
    untimed.run(new Loop(past));

    assertThat(handler.deadlines).containsExactly(-1L, soon, past);
  }

  @Test
  void anEventLoopDoesWhatItIsGivenByOthers() throws Exception {
    Transport transport = Transport.start(1);
    try {
      CountDownLatch done = new CountDownLatch(2);
      transport.loops().getFirst().execute(done::countDown);
      var _ = transport.loops().getFirst().schedule(done::countDown, 50, TimeUnit.MILLISECONDS);

      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      var _ = transport.group().shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }
}
