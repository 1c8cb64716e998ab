package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import np.edge.http.Unawaited;
import np.edge.postgres.database.Database;
import np.edge.postgres.database.Lease;
import np.edge.postgres.database.Lender;
import np.edge.postgres.pool.StatementNames;
import np.edge.postgres.wire.ClientMessages;
import np.edge.postgres.wire.PostgresError;
import np.model.DatabaseSocket;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one event loop in an instance that clients of one kind use by turns: as the same
 * role and with the same startup parameters. The loops share what a database may have of them.
 */
final class LendingPool implements Lender, Arrival.Host {
  private static final Duration UNUSED = Duration.ofMinutes(1);

  private final GatewayLoop loop;
  private final Key key;
  private final StatementNames names;
  private final ArrayDeque<Lent> free = new ArrayDeque<>();
  private final ArrayDeque<PooledSession> waiting = new ArrayDeque<>();
  private int clients;
  private int opening;

  /** Clients of one kind. */
  record Key(Database database, Map<String, String> parameters) {
    Key {
      parameters = Map.copyOf(parameters);
    }
  }

  LendingPool(GatewayLoop loop, Key key) {
    this.loop = loop;
    this.key = key;
    this.names = key.database().statementNames();
    key.database().leases().join(this);
  }

  StatementNames names() {
    return names;
  }

  /** What an instance says when a session is opened; null when none has been opened yet. */
  byte @Nullable [] greeting() {
    return key.database().greetings().find(key.parameters());
  }

  /** Lends a session to a client, now or as soon as there is one. */
  void want(PooledSession client) {
    Lent lent = takeFree();
    if (lent != null) {
      client.lend(lent);
      return;
    }
    waiting.add(client);
    key.database().leases().wanted(1);
    open();
  }

  private @Nullable Lent takeFree() {
    Lent lent = free.pollLast();
    while (lent != null && !lent.isFree()) {
      close(lent);
      lent = free.pollLast();
    }
    if (lent != null) {
      loop.deadlines().clear(lent.unused());
    }
    return lent;
  }

  /** A client has come. */
  void join() {
    clients++;
  }

  /** A client has gone. */
  void leave(PooledSession client) {
    clients--;
    if (waiting.remove(client)) {
      key.database().leases().wanted(-1);
    }
    endIfEmpty();
  }

  private void endIfEmpty() {
    if (clients == 0 && free.isEmpty()) {
      key.database().leases().forget(this);
      loop.forget(key);
    }
  }

  private void open() {
    if (opening >= waiting.size()) {
      return;
    }
    Lease lease = key.database().leaseForLending();
    if (lease != null) {
      opening++;
      new Arrival(loop, key.database(), key.parameters(), this).begin(lease);
    } else {
      key.database().leases().askForRoom(this);
    }
  }

  @Override
  public boolean isWanted() {
    return !waiting.isEmpty();
  }

  @Override
  public void unwanted() {
    opening--;
  }

  @Override
  public void arrived(BackendOpening session, BackendGreeting said, DatabaseSocket at) {
    opening--;
    Channel channel = session.channel();
    key.database().greetings().keep(key.parameters(), ByteBufUtil.getBytes(said.messages()));
    said.messages().release();
    Lent lent = new Lent(this, channel, said.key(), at);
    channel.pipeline().replace(session, null, lent.handler());
    giveBack(lent);
  }

  @Override
  public void refused(ByteBuf error) {
    opening--;
    List<PooledSession> all = takeWaiting();
    all.forEach(client -> client.refused(error.retainedDuplicate()));
    error.release();
  }

  @Override
  public void failed(PostgresError why) {
    opening--;
    takeWaiting().forEach(client -> client.failed(why));
  }

  private List<PooledSession> takeWaiting() {
    List<PooledSession> all = new ArrayList<>(waiting);
    waiting.clear();
    key.database().leases().wanted(-all.size());
    return all;
  }

  /** A client needs its session no more; nothing is under way in it. */
  void giveBack(Lent lent) {
    lent.borrower(null);
    PooledSession next = lent.isFree() && !lent.state().isFull() ? waiting.poll() : null;
    if (next != null) {
      key.database().leases().wanted(-1);
      next.lend(lent);
    } else if (!lent.isFree() || lent.state().isFull() || key.database().leases().isWanted()) {
      drop(lent);
    } else {
      lent.channel().config().setAutoRead(true);
      free.add(lent);
      loop.deadlines().set(lent.unused(), UNUSED, System.nanoTime());
    }
  }

  /** It is of no use any more. */
  void drop(Lent lent) {
    free.remove(lent);
    loop.deadlines().clear(lent.unused());
    close(lent);
    endIfEmpty();
  }

  private static void close(Lent lent) {
    if (lent.channel().isActive()) {
      ByteBuf out = lent.channel().alloc().directBuffer();
      ClientMessages.terminate(out);
      Unawaited.send(lent.channel(), out);
      Unawaited.close(lent.channel());
    }
  }

  @Override
  public void rest() {
    loop.loop().execute(this::dropAll);
  }

  private void dropAll() {
    while (!free.isEmpty()) {
      drop(free.getFirst());
    }
  }

  @Override
  public void makeRoom() {
    loop.loop()
        .execute(
            () -> {
              if (!free.isEmpty()) {
                drop(free.getFirst());
              }
            });
  }

  @Override
  public void roomMade() {
    loop.loop().execute(this::open);
  }
}
