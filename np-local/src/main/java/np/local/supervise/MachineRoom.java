package np.local.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import np.model.ByteSize;
import np.plan.RoomPlanner.Machine;

/** What this machine has, as proc(5) meminfo tells now. */
record MachineRoom(Path meminfo, int cores) {

  /** The machine that np runs on. */
  static MachineRoom here() {
    return new MachineRoom(Path.of("/proc/meminfo"), Runtime.getRuntime().availableProcessors());
  }

  Machine look() {
    List<String> lines = lines();
    return new Machine(cores, number(lines, "MemTotal:"), number(lines, "MemAvailable:"));
  }

  /** Lines as {@code MemTotal: 24684308 kB}; a kernel that hides them has no bound. */
  private static ByteSize number(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .filter(digits -> digits.matches("[0-9]{1,15}"))
        .map(digits -> new ByteSize(Long.parseLong(digits) << 10))
        .findFirst()
        .orElse(new ByteSize(Long.MAX_VALUE));
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(meminfo);
    } catch (IOException e) {
      return List.of();
    }
  }
}
