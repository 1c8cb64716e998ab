package np.local.process;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds out where processes really listen: proc(5), net/tcp and net/tcp6. */
final class ListeningSockets {
  private static final String LISTEN = "0A";
  private final ProcFs proc;

  ListeningSockets(ProcFs proc) {
    this.proc = proc;
  }

  /** Addresses with ports, {@code 127.0.0.1:3000} or {@code [::1]:3000}, sorted. */
  List<String> of(Collection<Long> pids) {
    Set<Long> inodes = new HashSet<>();
    pids.forEach(pid -> inodes.addAll(proc.sockets(pid)));
    Set<String> found = new TreeSet<>();
    pids.stream()
        .findFirst()
        .ifPresent(
            pid -> {
              collect(pid + "/net/tcp", inodes, found);
              collect(pid + "/net/tcp6", inodes, found);
            });
    return List.copyOf(found);
  }

  private void collect(String table, Set<Long> inodes, Set<String> found) {
    proc.read(table).stream()
        .flatMap(String::lines)
        .skip(1)
        .map(line -> line.strip().split("\\s+", -1))
        .filter(fields -> fields.length > 9 && fields[3].equals(LISTEN))
        .filter(fields -> inodes.contains(Long.valueOf(fields[9])))
        .forEach(fields -> found.add(address(fields[1])));
  }

  /** {@code 0100007F:0BB8}: each 32-bit word of the address in host order, little-endian here. */
  static String address(String hex) {
    int colon = hex.indexOf(':');
    int port = Integer.parseInt(hex.substring(colon + 1), 16);
    String host = hex.substring(0, colon);
    return host.length() == 8 ? v4(host) + ":" + port : "[" + v6(host) + "]:" + port;
  }

  private static String v4(String hex) {
    StringBuilder out = new StringBuilder();
    for (int i = 6; i >= 0; i -= 2) {
      out.append(out.isEmpty() ? "" : ".").append(Integer.parseInt(hex.substring(i, i + 2), 16));
    }
    return out.toString();
  }

  private static String v6(String hex) {
    if (hex.chars().allMatch(digit -> digit == '0')) {
      return "::";
    }
    if (hex.equals("00000000000000000000000001000000")) {
      return "::1";
    }
    if (hex.startsWith("0000000000000000FFFF0000")) {
      return "::ffff:" + v4(hex.substring(24));
    }
    StringBuilder out = new StringBuilder();
    for (int word = 0; word < 32; word += 8) {
      String bytes =
          hex.substring(word + 6, word + 8)
              + hex.substring(word + 4, word + 6)
              + hex.substring(word + 2, word + 4)
              + hex.substring(word, word + 2);
      out.append(out.isEmpty() ? "" : ":");
      out.append(Integer.toHexString(Integer.parseInt(bytes.substring(0, 4), 16))).append(':');
      out.append(Integer.toHexString(Integer.parseInt(bytes.substring(4), 16)));
    }
    return out.toString();
  }
}
