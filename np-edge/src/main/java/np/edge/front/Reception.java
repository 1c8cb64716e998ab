package np.edge.front;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;
import np.edge.http.LoopContext;
import np.edge.limit.Admission;
import np.edge.limit.ClientLimits;
import np.edge.limit.ClientQuota;
import np.edge.limit.ClientQuotas;
import np.edge.limit.Refusal;
import np.edge.proxy.Origin;
import org.jspecify.annotations.Nullable;

/** Decides how a client is received that has connected. */
final class Reception {
  /** So many at once may say what they want and hear why not; the others are just closed. */
  private static final int TOLD_WHY = 32;

  private final ClientQuotas quotas;
  private final AtomicInteger toldWhy = new AtomicInteger();

  Reception(ClientLimits limits) {
    quotas = new ClientQuotas(limits);
  }

  /**
   * Counts the connection at its network until it ends.
   *
   * @param open connections of clients, this one included
   * @return null when it is to be closed at once
   */
  @Nullable Admission receive(Channel channel, LoopContext context, Origin origin, int open) {
    ClientQuota quota =
        origin.speaksForOthers()
            ? quotas.ofProxy()
            : quotas.connect(origin.address(), System.nanoTime());
    channel.closeFuture().addListener(_ -> quota.disconnected());
    boolean full = open > context.limits().connections() || !context.files().hasRoomForClient();
    if (!full && quota.excess() == 0) {
      return new Admission(origin, quota, null);
    }
    Refusal refusal = full ? Refusal.CONNECTIONS : Refusal.CLIENT_CONNECTIONS;
    if (mayBeTold(channel)) {
      return new Admission(origin, quota, refusal);
    }
    context.metrics().limited(refusal);
    return null;
  }

  private boolean mayBeTold(Channel channel) {
    if (toldWhy.incrementAndGet() > TOLD_WHY) {
      toldWhy.decrementAndGet();
      return false;
    }
    channel.closeFuture().addListener(_ -> toldWhy.decrementAndGet());
    return true;
  }
}
