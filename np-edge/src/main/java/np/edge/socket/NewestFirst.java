package np.edge.socket;

import io.netty.channel.Channel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Sends all new connections of an address that two listeners share to the one that was opened last
 * (SO_ATTACH_REUSEPORT_CBPF, socket(7)). Without it the kernel deals them out to both, and those
 * that wait at the older one when it is closed are reset. Every user may do it.
 *
 * <p>The filter says "the listener with index 1", where the kernel counts them in the order in
 * which they were opened and moves the last one into the place of one that is closed; where there
 * is only one listener, it gets everything whatever the filter says.
 */
final class NewestFirst {
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_REUSEPORT_CBPF = 51;
  private static final RawUnixChannelOption FILTER =
      new RawUnixChannelOption(
          "SO_ATTACH_REUSEPORT_CBPF", SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, 16);

  /** BPF_RET | BPF_K of linux/bpf_common.h: ends with a constant. */
  private static final short RETURN_CONSTANT = 0x06;

  private static final int SECOND = 1;

  private NewestFirst() {}

  /** Of the listeners that share the address of {@code listener}, which is open. */
  static void of(Channel listener) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment instruction = arena.allocate(8, 8); // struct sock_filter of linux/filter.h
      instruction.set(ValueLayout.JAVA_SHORT, 0, RETURN_CONSTANT);
      instruction.set(ValueLayout.JAVA_INT, 4, SECOND);
      ByteBuffer program = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
      program.putShort(0, (short) 1); // struct sock_fprog: how many instructions, and where
      program.putLong(8, instruction.address());
      listener.config().setOption(FILTER, program);
    }
  }
}
