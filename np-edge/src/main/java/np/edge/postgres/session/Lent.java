package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import np.edge.http.Deadline;
import np.edge.http.Unawaited;
import np.edge.postgres.pool.ServerState;
import np.edge.postgres.pool.ServerStream;
import np.model.DatabaseSocket;
import org.jspecify.annotations.Nullable;

/** A session in an instance that is lent to one client after the other. */
final class Lent {
  private final LendingPool home;
  private final Channel channel;
  private final CancelKey key;
  private final DatabaseSocket socket;
  private final ServerState state = new ServerState();
  private final ServerStream stream = new ServerStream(state);
  private final Deadline unused;
  private @Nullable Loan borrower;
  private int cancels;

  Lent(LendingPool home, Channel channel, CancelKey key, DatabaseSocket socket) {
    this.home = home;
    this.channel = channel;
    this.key = key;
    this.socket = socket;
    this.unused =
        new Deadline() {
          @Override
          protected void expired() {
            home.drop(Lent.this);
          }
        };
  }

  Channel channel() {
    return channel;
  }

  ServerState state() {
    return state;
  }

  ServerStream stream() {
    return stream;
  }

  /** Closes it when nobody has wanted it for long. */
  Deadline unused() {
    return unused;
  }

  void borrower(@Nullable Loan loan) {
    borrower = loan;
  }

  /** Whether the next borrower finds nothing under way in it. */
  boolean isFree() {
    return channel.isActive()
        && state.isSettled()
        && stream.status() == 'I'
        && stream.mayInterrupt()
        && cancels == 0;
  }

  /** Cancels what it does; nobody else gets it if it is given back before that is done. */
  void cancel(GatewayLoop loop, Runnable done) {
    cancels++;
    loop.connect(socket, new CancelCall(key))
        .channel()
        .closeFuture()
        .addListener(
            _ -> {
              cancels--;
              done.run();
            });
  }

  /** What handles its channel from now on. */
  ChannelHandler handler() {
    return new Handler();
  }

  /** The instance's end of the session. */
  private final class Handler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf in = (ByteBuf) message;
      if (borrower == null) {
        in.release();
        home.drop(Lent.this); // what is said to nobody in particular is mostly that it ends
      } else {
        borrower.fromServer(in);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      if (borrower != null) {
        borrower.serverPaused();
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      if (borrower != null) {
        borrower.serverWritable(channel.isWritable());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      Loan had = borrower;
      borrower = null;
      stream.close();
      home.drop(Lent.this);
      if (had != null) {
        had.serverGone();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      Unawaited.close(ctx);
    }
  }
}
