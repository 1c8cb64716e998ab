package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import np.edge.http.Unawaited;
import np.edge.postgres.pool.ClientStream;
import np.edge.postgres.pool.ClientTexts;
import np.edge.postgres.pool.Script;
import np.edge.postgres.pool.ServerState;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.wire.ClientMessages;
import np.edge.postgres.wire.PostgresError;
import np.edge.postgres.wire.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * What a client of a pooled address has of the session that is lent to it: makes the client's
 * settings there, carries messages both ways, and tells when the client needs it no more. Runs on
 * the event loop of both.
 */
final class Loan implements ClientStream.Sink, Inquiry.Owner {
  private final Channel client;
  private final LendingPool pool;
  private final Events events;
  private final ClientTexts texts;
  private final ClientStream stream;
  private @Nullable Lent lent;
  private boolean ready;
  private long bytesIn;
  private long bytesOut;

  /** What the client's end of it wants to know. */
  interface Events {
    /** The settings are made: what the client sends may follow. */
    void ready();

    /** Whether what the instance says is for nobody any more. */
    boolean isDeaf();

    /** The instance has said what it had to say for now. */
    void paused();

    /** The instance has closed the session. */
    void gone();

    /** The client cannot be served any more; the session is given up. */
    void failed(PostgresError why);
  }

  Loan(Channel client, LendingPool pool, Script settings, Events events) {
    this.client = client;
    this.pool = pool;
    this.events = events;
    this.texts = new ClientTexts(settings);
    this.stream = new ClientStream(pool.names(), texts);
  }

  /** Makes a session that was lent fit for the client. */
  void begin(Lent session) {
    lent = session;
    session.borrower(this);
    Script wanted = texts.script();
    if (session.state().script().equals(wanted)) {
      use();
    } else {
      prepare(session, wanted);
    }
  }

  private void prepare(Lent session, Script wanted) {
    Channel channel = session.channel();
    ByteBuf out = channel.alloc().directBuffer();
    ClientMessages.query(out, wanted.from(session.state().script()));
    session.state().script(wanted);
    channel.pipeline().replace(channel.pipeline().last(), null, new Inquiry(this, 1));
    Unawaited.send(channel, out);
  }

  private void use() {
    ready = true;
    events.ready();
  }

  @Override
  public void answered(Inquiry inquiry) {
    Lent session = lent;
    if (session == null) {
      return;
    }
    session.channel().pipeline().replace(inquiry, null, session.handler());
    if (inquiry.failures().isEmpty()) {
      use();
    } else {
      fail(Refusals.lost());
    }
  }

  @Override
  public void overheard(ByteBuf message) {
    message.release();
  }

  @Override
  public void unanswered() {
    serverGone();
  }

  /** Whether there is a session, and it may be used. */
  boolean isReady() {
    return ready;
  }

  /** The session; null when there is none. */
  @Nullable Lent session() {
    return lent;
  }

  /** Whether the client has said goodbye. */
  boolean isEnded() {
    return stream.isEnded();
  }

  /** Takes over what the client has sent. */
  void send(ByteBuf in) {
    if (lent == null || stream.isEnded()) {
      in.release();
      return;
    }
    bytesIn += in.readableBytes();
    try {
      stream.translate(in, this);
    } catch (RefusedException e) {
      fail(e.error());
    }
  }

  private void fail(PostgresError why) {
    drop();
    events.failed(why);
  }

  /** The client has sent what it had to send for now. */
  void flush() {
    Lent session = lent;
    if (session != null) {
      session.channel().flush();
      client.config().setAutoRead(session.channel().isWritable());
    }
  }

  /** The client reads again, or no more. */
  void clientWritable() {
    Lent session = lent;
    if (ready && session != null) {
      session.channel().config().setAutoRead(client.isWritable());
    }
  }

  void serverWritable(boolean writable) {
    if (ready) {
      client.config().setAutoRead(writable);
    }
  }

  void fromServer(ByteBuf in) {
    Lent session = lent;
    if (session == null || events.isDeaf()) {
      in.release();
      return;
    }
    bytesOut += in.readableBytes();
    if (!session.stream().translate(in, client.alloc(), texts, this::toClient)) {
      fail(Refusals.badAnswer());
    }
  }

  private void toClient(ByteBuf out) {
    var _ = client.write(out, client.voidPromise());
  }

  void serverPaused() {
    client.flush();
    clientWritable();
    if (lent != null) {
      events.paused();
    }
  }

  void serverGone() {
    lent = null;
    ready = false;
    events.gone();
  }

  /** Whether the client is between two transactions and nothing binds it to the session. */
  boolean isDone() {
    Lent session = lent;
    return ready
        && session != null
        && session.isFree()
        && stream.isBetweenMessages()
        && !texts.isSticky();
  }

  /** Gives back a session that {@link #isDone}. */
  void giveBack() {
    Lent session = forget();
    if (session != null) {
      session.state().script(texts.script());
      pool.giveBack(session);
    }
  }

  /** Gives up the session, if there is one, with whatever is under way in it. */
  void drop() {
    Lent session = forget();
    if (session != null) {
      session.borrower(null);
      pool.drop(session);
    }
  }

  private @Nullable Lent forget() {
    Lent session = lent;
    lent = null;
    ready = false;
    return session;
  }

  /** The client has gone. */
  void end() {
    stream.close();
    if (isDone()) {
      giveBack();
    } else {
      drop();
    }
  }

  /** Bytes that the client has sent to instances. */
  long bytesIn() {
    return bytesIn;
  }

  /** Bytes that instances have sent. */
  long bytesOut() {
    return bytesOut;
  }

  @Override
  public ServerState server() {
    Lent session = lent;
    if (session == null) {
      throw new IllegalStateException("there is no session");
    }
    return session.state();
  }

  @Override
  public void write(ByteBuf bytes) {
    Lent session = lent;
    if (session == null) {
      bytes.release();
    } else {
      var _ = session.channel().write(bytes, session.channel().voidPromise());
    }
  }

  @Override
  public ByteBufAllocator allocator() {
    return client.alloc();
  }
}
