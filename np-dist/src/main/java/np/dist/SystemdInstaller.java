package np.dist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import np.cli.host.Platform;
import np.model.ErrorCode;
import np.model.NpException;

/** Writes the units into {@code /etc/systemd/system} and enables them. */
final class SystemdInstaller {
  private static final Path DIRECTORY = Path.of("/etc/systemd/system");

  private final SystemdUnits units;

  SystemdInstaller(SystemdUnits units) {
    this.units = units;
  }

  List<String> install() {
    if (!Files.isWritable(DIRECTORY) || !Files.isDirectory(Path.of("/run/systemd/system"))) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED,
          "systemd does not run here, or you may not write to " + DIRECTORY,
          "run it as root, or print the units with np server install --print");
    }
    List<String> done = new ArrayList<>();
    for (Platform.UnitFile unit : units.files()) {
      DurableFile.write(DIRECTORY.resolve(unit.name()), unit.text());
      done.add("wrote " + DIRECTORY.resolve(unit.name()));
    }
    Systemd.control("daemon-reload");
    Systemd.control("enable", "--now", "np.target", "np-node", "np-edge", "np-server");
    done.add("enabled and started np.target");
    return done;
  }
}
