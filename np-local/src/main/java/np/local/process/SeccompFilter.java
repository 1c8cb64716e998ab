package np.local.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The system calls that tenants do not get, as a classic BPF program over {@code struct
 * seccomp_data} (seccomp(2), linux/filter.h): EPERM for what is denied, the end of the process for
 * a foreign architecture, everything else allowed.
 *
 * @param architecture of the machine
 * @param sockets which kinds there are
 */
record SeccompFilter(Architecture architecture, Sockets sockets) {

  /** Which sockets a process may make. */
  enum Sockets {
    /** All but those that reach into the kernel or the machine below. */
    NETWORK,
    /** Those within the machine, by a path (unix(7)). */
    UNIX
  }

  /** What the kernel is built for. */
  enum Architecture {
    X86_64(0xC000003E),
    AARCH64(0xC00000B7);

    private final int audit;

    Architecture(int audit) {
      this.audit = audit;
    }
  }

  private static final int LOAD = 0x20;
  private static final int JUMP_EQUAL = 0x15;
  private static final int JUMP_NOT_LESS = 0x35;
  private static final int JUMP_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7FFF0000;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int EPERM = 0x00050000 | 1;
  private static final int ENOSYS = 0x00050000 | 38;

  private static final int NUMBER = 0;
  private static final int ARCH = 4;
  private static final int ARGUMENTS = 16;

  /** The x32 calls of x86-64 (Documentation/arch/x86): another door to the same rooms. */
  private static final int X32 = 0x40000000;

  /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET (clone(2)). */
  private static final int NEW_NAMESPACE = 0x7E020000;

  private static final int AF_UNIX = 1;
  private static final int AF_NETLINK = 16;
  private static final int AF_PACKET = 17;
  private static final int AF_ALG = 38;
  private static final int AF_VSOCK = 40;

  /** Push characters into a terminal (CVE-2017-5226) and its console variant. */
  private static final int TIOCSTI = 0x5412;

  private static final int TIOCLINUX = 0x541C;

  /** The filter for the machine that the JVM runs on; empty when np knows none. */
  static Optional<SeccompFilter> of(String osArch) {
    return switch (osArch) {
      case "amd64", "x86_64" ->
          Optional.of(new SeccompFilter(Architecture.X86_64, Sockets.NETWORK));
      case "aarch64" -> Optional.of(new SeccompFilter(Architecture.AARCH64, Sockets.NETWORK));
      default -> Optional.empty();
    };
  }

  /** The same for a process that has no network at all. */
  SeccompFilter withoutNetwork() {
    return new SeccompFilter(architecture, Sockets.UNIX);
  }

  /** The program, eight bytes per instruction, at most 4,096 bytes: one atomic write to a pipe. */
  ByteBuffer bytes() {
    List<Instruction> program = new ArrayList<>();
    program.add(new Instruction(LOAD, 0, 0, ARCH));
    program.add(new Instruction(JUMP_EQUAL, 1, 0, architecture.audit));
    program.add(new Instruction(RETURN, 0, 0, KILL_PROCESS));
    program.add(new Instruction(LOAD, 0, 0, NUMBER));
    if (architecture == Architecture.X86_64) {
      program.add(new Instruction(JUMP_NOT_LESS, 0, 1, X32));
      program.add(new Instruction(RETURN, 0, 0, KILL_PROCESS));
    }
    for (DeniedCall call : DeniedCall.values()) {
      number(call).ifPresent(number -> answer(program, number, EPERM));
    }
    number(435, 435).ifPresent(clone3 -> answer(program, clone3, ENOSYS));
    inspectArguments(program);
    program.add(new Instruction(RETURN, 0, 0, ALLOW));
    return encode(program);
  }

  /** clone3 hides its flags behind a pointer: ENOSYS makes C libraries fall back to clone. */
  private void inspectArguments(List<Instruction> program) {
    List<Instruction> clone = new ArrayList<>();
    clone.add(new Instruction(LOAD, 0, 0, ARGUMENTS));
    clone.add(new Instruction(JUMP_ANY_BIT, 0, 1, NEW_NAMESPACE));
    clone.add(new Instruction(RETURN, 0, 0, EPERM));
    clone.add(new Instruction(RETURN, 0, 0, ALLOW));
    number(56, 220).ifPresent(number -> block(program, number, clone));

    List<Instruction> socket =
        switch (sockets) {
          case NETWORK -> network();
          case UNIX -> unixOnly();
        };
    number(41, 198).ifPresent(number -> block(program, number, socket));

    List<Instruction> ioctl = new ArrayList<>();
    ioctl.add(new Instruction(LOAD, 0, 0, ARGUMENTS + 8));
    answer(ioctl, TIOCSTI, EPERM);
    answer(ioctl, TIOCLINUX, EPERM);
    ioctl.add(new Instruction(RETURN, 0, 0, ALLOW));
    number(16, 29).ifPresent(number -> block(program, number, ioctl));
  }

  private static List<Instruction> network() {
    List<Instruction> socket = new ArrayList<>();
    socket.add(new Instruction(LOAD, 0, 0, ARGUMENTS));
    answer(socket, AF_ALG, EPERM);
    answer(socket, AF_VSOCK, EPERM);
    answer(socket, AF_PACKET, EPERM);
    socket.add(new Instruction(JUMP_EQUAL, 0, 3, AF_NETLINK));
    socket.add(new Instruction(LOAD, 0, 0, ARGUMENTS + 16));
    socket.add(new Instruction(JUMP_EQUAL, 1, 0, 0));
    socket.add(new Instruction(RETURN, 0, 0, EPERM));
    socket.add(new Instruction(RETURN, 0, 0, ALLOW));
    return socket;
  }

  private static List<Instruction> unixOnly() {
    List<Instruction> socket = new ArrayList<>();
    socket.add(new Instruction(LOAD, 0, 0, ARGUMENTS));
    answer(socket, AF_UNIX, ALLOW);
    socket.add(new Instruction(RETURN, 0, 0, EPERM));
    return socket;
  }

  private OptionalInt number(DeniedCall call) {
    return number(call.x86, call.arm);
  }

  private OptionalInt number(int x86, int arm) {
    int number = architecture == Architecture.X86_64 ? x86 : arm;
    return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** If what is loaded equals {@code value}, the answer is given. */
  private static void answer(List<Instruction> program, int value, int answer) {
    program.add(new Instruction(JUMP_EQUAL, 0, 1, value));
    program.add(new Instruction(RETURN, 0, 0, answer));
  }

  /** If the call is {@code number}, the block decides, and ends with a return. */
  private static void block(List<Instruction> program, int number, List<Instruction> block) {
    program.add(new Instruction(JUMP_EQUAL, 0, block.size(), number));
    program.addAll(block);
  }

  private static ByteBuffer encode(List<Instruction> program) {
    ByteBuffer bytes = ByteBuffer.allocate(program.size() * 8).order(ByteOrder.nativeOrder());
    for (Instruction each : program) {
      bytes.putShort((short) each.code).put((byte) each.yes).put((byte) each.no).putInt(each.value);
    }
    return bytes.flip();
  }

  /** {@code struct sock_filter}: the jumps count the instructions that are left out. */
  private record Instruction(int code, int yes, int no, int value) {}
}
