package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import np.edge.http.Unawaited;
import np.edge.postgres.database.Database;
import np.edge.postgres.database.Occupant;
import np.edge.postgres.metric.GatewayMetrics.Event;
import np.edge.postgres.route.Destination;
import np.edge.postgres.route.Destination.Mode;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.scram.ScramExchange;
import np.edge.postgres.wire.PostgresError;
import np.edge.postgres.wire.RefusedException;
import np.edge.postgres.wire.SaslReader;
import np.edge.postgres.wire.ServerMessages;
import np.edge.postgres.wire.StartupMessage;
import np.model.ScramVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the client prove that it knows the password. Until it has, nothing depends on whether its
 * database and role exist: not what it is told, not how much work is done for it.
 */
final class Login extends ByteToMessageDecoder {
  private static final int NONCE = 18;

  private final Client client;
  private final StartupMessage message;
  private final Wish wish;
  private final @Nullable Database database;
  private final ScramVerifier verifier;
  private final ScramExchange exchange;
  private boolean challenged;

  Login(Client client, StartupMessage message, Wish wish) {
    this.client = client;
    this.message = message;
    this.wish = wish;
    Destination destination = wish.destination();
    Gate gate = client.gate();
    this.database = gate.databases().find(destination.label());
    ScramVerifier mock = gate.mocks().of(destination.label(), destination.role());
    ScramVerifier real = database == null ? null : database.verifier(destination.role());
    this.verifier = real == null ? mock : real;
    byte[] nonce = new byte[NONCE];
    gate.random().nextBytes(nonce);
    this.exchange =
        new ScramExchange(verifier, client.binding(), Base64.getEncoder().encodeToString(nonce));
  }

  /** Asks for the proof. */
  void begin() {
    client.expect(client.gate().limits().authentication(), Refusals.tooSlow("password"));
    ByteBuf out = client.channel().alloc().directBuffer();
    if (message.needsNegotiation()) {
      ServerMessages.negotiate(out, message);
    }
    boolean bindable = client.binding().isPresent();
    ServerMessages.sasl(
        out,
        bindable ? List.of(ScramExchange.PLUS, ScramExchange.PLAIN) : List.of(ScramExchange.PLAIN));
    Unawaited.send(client.channel(), out);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    try {
      if (challenged) {
        byte[] response = SaslReader.response(in);
        if (response != null) {
          finish(ctx, exchange.last(response));
        }
      } else {
        challenge(in);
      }
    } catch (RefusedException e) {
      in.skipBytes(in.readableBytes());
      client.refuse(e.error());
    }
  }

  private void challenge(ByteBuf in) throws RefusedException {
    SaslReader.Initial initial = SaslReader.initial(in);
    if (initial != null) {
      byte[] first = exchange.first(initial.mechanism(), initial.data());
      challenged = true;
      ByteBuf out = client.channel().alloc().directBuffer();
      ServerMessages.saslContinue(out, first);
      Unawaited.send(client.channel(), out);
    }
  }

  private void finish(ChannelHandlerContext ctx, byte @Nullable [] signature) {
    Database known = database;
    if (signature == null || known == null) {
      client.gate().metrics().count(Event.AUTHENTICATION_FAILED);
      client.refuse(Refusals.wrongPassword(wish.destination()));
      if (known != null) {
        client.gate().databases().refreshLogins(known);
      }
      return;
    }
    ByteBuf out = client.channel().alloc().directBuffer();
    ServerMessages.saslFinal(out, signature);
    Unawaited.send(client.channel(), out);
    if (wish.destination().mode() == Mode.POOLED && !wish.isReplication()) {
      PooledSession session = new PooledSession(client, known, wish, verifier);
      if (admits(ctx, known, session)) {
        session.begin();
      }
    } else {
      Session session = new Session(client, known, wish, verifier);
      if (admits(ctx, known, session)) {
        session.begin();
      }
    }
  }

  private <S extends ChannelInboundHandlerAdapter & Occupant> boolean admits(
      ChannelHandlerContext ctx, Database known, S session) {
    Optional<PostgresError> objection = known.admit(session);
    if (objection.isPresent()) {
      client.refuse(objection.get());
      return false;
    }
    ctx.pipeline().replace(this, null, session);
    return true;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Unawaited.close(ctx);
  }
}
