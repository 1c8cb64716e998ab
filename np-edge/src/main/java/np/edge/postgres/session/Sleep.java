package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import java.util.Optional;
import np.edge.http.Unawaited;
import np.edge.postgres.sleep.Memory;
import np.edge.postgres.sleep.Ping;
import np.edge.postgres.sleep.SleepQuestion;
import np.edge.postgres.wire.ClientMessages;
import org.jspecify.annotations.Nullable;

/**
 * Lets the session in the instance go while the client stays, and makes it again: asks the session
 * what must be kept, closes it, and restores that in a fresh one when the client says something
 * that needs it.
 */
final class Sleep {
  private static final byte TERMINATE = 'X';

  private final Pump pump;
  private final String role;
  private final Host host;
  private State state = State.AWAKE;
  private Memory memory = Memory.EMPTY;
  private @Nullable Channel asked;
  private @Nullable ByteBuf statuses;
  private int greeting;

  private enum State {
    AWAKE,
    /** The session is asked what must be kept. */
    ASKING,
    /** There is no session in the instance. */
    ASLEEP,
    /** One is being opened, and made what it was. */
    WAKING
  }

  /** The session of the client. */
  interface Host {
    /** A session in the instance is needed. */
    void wake();

    /** The session in the instance has been let go. */
    void asleep();

    /** It could not be let go now. */
    void stayedAwake();

    /** It cannot be made again. */
    void lost();

    /** The instance has ended the session while it was asked. */
    void serverGone();
  }

  Sleep(Pump pump, String role, Host host) {
    this.pump = pump;
    this.role = role;
    this.host = host;
  }

  boolean isAsleep() {
    return state == State.ASLEEP;
  }

  /** What the instance said when it was opened first. */
  void greeted(ByteBuf messages) {
    greeting = ByteBufUtil.hashCode(messages);
  }

  /** Lets the session go if nothing is under way, and nothing is in it that cannot be kept. */
  void begin() {
    Channel backend = pump.backend();
    if (state != State.AWAKE || backend == null || !pump.talk().isIdle()) {
      return;
    }
    state = State.ASKING;
    pump.detach();
    asked = backend;
    SleepQuestion question = new SleepQuestion(role, pump.talk().settings());
    ByteBuf out = backend.alloc().directBuffer();
    ClientMessages.query(out, question.sql());
    backend
        .pipeline()
        .replace(backend.pipeline().last(), null, new Inquiry(new Asking(question), 1));
    Unawaited.send(backend, out);
  }

  private void decide(Channel backend, Optional<Memory> kept) {
    asked = null;
    if (kept.isEmpty() || !pump.held().isEmpty()) {
      state = State.AWAKE;
      pump.attach(backend);
      host.stayedAwake();
      return;
    }
    memory = kept.get();
    state = State.ASLEEP;
    ByteBuf out = backend.alloc().directBuffer();
    ClientMessages.terminate(out);
    Unawaited.send(backend, out);
    Unawaited.close(backend);
    host.asleep();
  }

  /** The client has sent something. */
  void hear(Held said) {
    if (state != State.ASLEEP) {
      return;
    }
    ByteBuf in = said.joined(pump.client().channel().alloc());
    ByteBuf out = pump.client().channel().alloc().directBuffer();
    switch (new Ping(memory::isEmptyStatement).answer(in, out)) {
      case ANSWERED -> Unawaited.send(pump.client().channel(), out);
      case UNFINISHED -> out.release();
      case OTHER -> {
        out.release();
        leaveOrWake(in);
      }
    }
    said.putBack(in);
  }

  /** To say goodbye needs no database. */
  private void leaveOrWake(ByteBuf in) {
    if (in.getByte(in.readerIndex()) == TERMINATE) {
      Unawaited.close(pump.client().channel());
    } else {
      state = State.WAKING;
      host.wake();
    }
  }

  /** Makes a fresh session what the old one was. Takes over what the instance said first. */
  void restore(Channel backend, ByteBuf messages) {
    if (ByteBufUtil.hashCode(messages) == greeting) {
      messages.release();
    } else {
      statuses = messages;
    }
    asked = backend;
    if (memory.steps() == 0) {
      resume(backend);
      return;
    }
    ByteBuf out = backend.alloc().directBuffer();
    memory.restore(out);
    backend
        .pipeline()
        .replace(backend.pipeline().last(), null, new Inquiry(new Restoring(), memory.steps()));
    Unawaited.send(backend, out);
  }

  /** The client is told what an instance says by itself only where it differs from before. */
  private void resume(Channel backend) {
    ByteBuf said = statuses;
    statuses = null;
    asked = null;
    state = State.AWAKE;
    memory = Memory.EMPTY;
    if (said != null) {
      Unawaited.send(pump.client().channel(), said);
    }
    pump.attach(backend);
  }

  /** The client's connection is closed. */
  void end() {
    Channel left = asked;
    asked = null;
    if (left != null) {
      Unawaited.close(left);
    }
    if (statuses != null) {
      statuses.release();
      statuses = null;
    }
  }

  /** The answer to the question what must be kept. */
  private final class Asking implements Inquiry.Owner {
    private final SleepQuestion question;

    Asking(SleepQuestion question) {
      this.question = question;
    }

    @Override
    public void overheard(ByteBuf message) {
      Unawaited.send(pump.client().channel(), message);
    }

    @Override
    public void answered(Inquiry inquiry) {
      Channel backend = asked;
      if (backend != null) {
        decide(
            backend,
            inquiry.failures().isEmpty() ? question.read(inquiry.rows()) : Optional.empty());
      }
    }

    @Override
    public void unanswered() {
      if (asked != null) {
        asked = null;
        host.serverGone();
      }
    }
  }

  /** The answers to what makes the session again; a statement may be lost, a setting may not. */
  private final class Restoring implements Inquiry.Owner {
    @Override
    public void overheard(ByteBuf message) {
      ByteBuf all = statuses;
      if (all != null && message.getByte(message.readerIndex()) == 'S') {
        all.writeBytes(message);
      }
      message.release();
    }

    @Override
    public void answered(Inquiry inquiry) {
      Channel backend = asked;
      if (backend == null) {
        return;
      }
      if (inquiry.failures().stream().anyMatch(step -> step < memory.settingSteps())) {
        host.lost();
      } else {
        resume(backend);
      }
    }

    @Override
    public void unanswered() {
      if (asked != null) {
        asked = null;
        host.serverGone();
      }
    }
  }
}
