package np.edge.postgres.wire;

import io.netty.buffer.ByteBuf;

/**
 * Knows from the messages of both directions whether a session is at work: how many answers are
 * still owed, and whether a transaction is open.
 */
public final class Conversation {
  private static final byte IDLE = 'I';
  private static final int READ_BYTES = 64 * 1024;
  private static final byte[] SET = {'S', 'E', 'T'};
  private static final byte[] CREATE_ROLE = {'C', 'R', 'E', 'A', 'T', 'E', ' ', 'R', 'O', 'L', 'E'};
  private static final byte[] ALTER_ROLE = {'A', 'L', 'T', 'E', 'R', ' ', 'R', 'O', 'L', 'E'};
  private static final byte[] DROP_ROLE = {'D', 'R', 'O', 'P', ' ', 'R', 'O', 'L', 'E'};

  private final MessageScanner client = new MessageScanner(new FromClient());
  private final MessageScanner server = new MessageScanner(new FromServer());
  private int queries;
  private int syncs;
  private boolean open;
  private boolean copying;
  private boolean ended;
  private boolean rolesChanged;
  private boolean worked;
  private final SettingNames settings = new SettingNames();
  private byte status = IDLE;

  /** Looks at what the client has sent; false when it is no protocol. */
  public boolean client(ByteBuf in) {
    return client.scan(in);
  }

  /** Looks at what the server has sent; false when it is no protocol. */
  public boolean server(ByteBuf in) {
    return server.scan(in);
  }

  /** Whether all that was asked for has been answered and no transaction is open. */
  public boolean isIdle() {
    return status == IDLE
        && queries == 0
        && syncs == 0
        && !open
        && client.isBetweenMessages()
        && server.isBetweenMessages();
  }

  /** Whether a message may be put in between what the server sends. */
  public boolean mayInterrupt() {
    return server.isBetweenMessages();
  }

  /** Where in the bytes looked at last the server's last message ends; negative when nowhere. */
  public int lastEnd() {
    return server.lastEnd();
  }

  /** Whether the client has said goodbye. */
  public boolean isEnded() {
    return ended;
  }

  /** Whether roles were made, altered or dropped since this was asked last, and committed. */
  public boolean takeRolesChanged() {
    boolean changed = rolesChanged && status == IDLE;
    rolesChanged &= !changed;
    return changed;
  }

  /**
   * Whether something was done for the client since this was asked last: more than to open a
   * session, to make settings, and to see whether it is alive by a query that does nothing.
   */
  public boolean takeWorked() {
    boolean did = worked;
    worked = false;
    return did;
  }

  /** The settings that the client has made up. */
  public SettingNames settings() {
    return settings;
  }

  private final class FromClient implements MessageListener {
    @Override
    public boolean wants(byte type, int size) {
      return (type == 'Q' || type == 'P') && size <= READ_BYTES;
    }

    @Override
    public void passed(byte type) {
      switch (type) {
        case 'Q', 'F' -> queries++;
        case 'S' -> sync();
        case 'X' -> ended = true;
        case 'c', 'f' -> copying = false;
        case 'd' -> {}
        default -> open = true;
      }
    }

    /** While it copies in, a server ignores a Sync (section 54.2.6). */
    private void sync() {
      if (!copying) {
        syncs++;
        open = false;
      }
    }

    @Override
    public void content(byte type, ByteBuf in, int at, int size) {
      int name = type == 'P' ? in.bytesBefore(at, size, (byte) 0) + 1 : 0;
      settings.look(in, at + name, size - name);
      passed(type);
    }
  }

  private final class FromServer implements MessageListener {
    @Override
    public boolean wants(byte type, int size) {
      return type == 'Z' || (type == 'C' && (size == SET.length + 1 || (size > 9 && size <= 12)));
    }

    @Override
    public void passed(byte type) {
      switch (type) {
        case '1', '2', '3', 'n', 't', 'I', 'S', 'N' -> {}
        case 'G', 'W' -> copyIn();
        default -> {
          copying &= type != 'E';
          worked = true;
        }
      }
    }

    /** What was sent together with the command that copies in is ignored, too. */
    private void copyIn() {
      if (queries == 0) {
        copying = true;
        syncs = 0;
        open = true;
      }
    }

    @Override
    public void content(byte type, ByteBuf in, int at, int size) {
      if (type == 'Z') {
        ready(size == 1 ? in.getByte(at) : IDLE);
      } else if (!is(SET, in, at, size)) {
        worked = true;
        rolesChanged |= isRoleChange(in, at, size);
      }
    }

    private void ready(byte now) {
      status = now;
      copying = false;
      if (queries > 0) {
        queries--;
      } else if (syncs > 0) {
        syncs--;
      }
    }

    private static boolean isRoleChange(ByteBuf in, int at, int size) {
      return is(CREATE_ROLE, in, at, size)
          || is(ALTER_ROLE, in, at, size)
          || is(DROP_ROLE, in, at, size);
    }

    private static boolean is(byte[] tag, ByteBuf in, int at, int size) {
      if (size != tag.length + 1) {
        return false;
      }
      for (int i = 0; i < tag.length; i++) {
        if (in.getByte(at + i) != tag[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
