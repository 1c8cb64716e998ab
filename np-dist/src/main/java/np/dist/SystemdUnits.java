package np.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import np.cli.host.Platform;
import np.model.NpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The units that start np at boot (systemd.unit(5), systemd.service(5)). Their order is a wish, not
 * a need: every program starts with the others dead. {@code KillMode=process} leaves workloads
 * running when np node is restarted.
 */
final class SystemdUnits {
  /** Tells a program that systemd starts it again when it dies. */
  static final String UNIT = "--unit";

  static final String RELOAD = "__reload";
  private static final Logger LOG = LoggerFactory.getLogger("np.program");

  private final Distribution distribution;
  private final Home home;

  SystemdUnits(Distribution distribution, Home home) {
    this.distribution = distribution;
    this.home = home;
  }

  List<Platform.UnitFile> files() {
    List<Platform.UnitFile> files = new ArrayList<>();
    files.add(new Platform.UnitFile("np.target", target()));
    for (Program program : Program.values()) {
      files.add(new Platform.UnitFile(name(program), service(program)));
    }
    return files;
  }

  static String name(Program program) {
    return "np-" + program.word() + ".service";
  }

  private static String target() {
    return """
    [Unit]
    Description=np: apps and databases
    Wants=np-node.service np-edge.service np-server.service

    [Install]
    WantedBy=multi-user.target
    """;
  }

  private String service(Program program) {
    return """
    [Unit]
    Description=%s
    PartOf=np.target
    After=%s

    [Service]
    Type=exec
    ExecStart=%s
    Environment=NP_HOME=%s LC_ALL=C.UTF-8 MALLOC_ARENA_MAX=2
    WorkingDirectory=%s
    Restart=always
    SuccessExitStatus=143
    RestartSec=1
    KillMode=process
    TimeoutStopSec=%d
    LimitNOFILE=1048576
    OOMScoreAdjust=%d
    Nice=%d
    %s
    [Install]
    WantedBy=np.target
    """
        .formatted(
            description(program),
            after(program),
            commandLine(program),
            escape(home.root().toString()),
            escape(home.root().toString()),
            program == Program.EDGE ? 60 : 30,
            program == Program.EDGE ? -900 : -800,
            Niceness.of(program),
            program == Program.EDGE ? handOver() : "");
  }

  /** {@code systemctl reload}: another process takes over and becomes the unit's main one. */
  private String handOver() {
    List<String> command = new ArrayList<>(distribution.command(Program.EDGE, home));
    command.set(command.indexOf("__edge"), RELOAD);
    return "ExecReload=" + quoted(command) + "\nNotifyAccess=all\n";
  }

  /** What {@link #handOver} runs; returns the exit code. */
  static int reload(ProgramContext context) {
    try {
      new ProgramStarter(context.distribution(), context.home())
          .succeed(Program.EDGE, ProgramContext.Keeper.SYSTEMD);
      return 0;
    } catch (NpException e) {
      LOG.error("{} {}; {}", e.code(), e.getMessage(), e.hint());
      return e.code().exit();
    }
  }

  private String commandLine(Program program) {
    List<String> command = new ArrayList<>(distribution.command(program, home));
    command.add(UNIT);
    return quoted(command);
  }

  private static String quoted(List<String> command) {
    return command.stream().map(SystemdUnits::quote).collect(Collectors.joining(" "));
  }

  private static String description(Program program) {
    return switch (program) {
      case NODE -> "np node: runs workloads on this machine";
      case EDGE -> "np edge: carries traffic";
      case SERVER -> "np server: keeps what tenants asked for";
    };
  }

  private static String after(Program program) {
    return switch (program) {
      case NODE -> "network.target local-fs.target";
      case EDGE -> "network.target np-node.service";
      case SERVER -> "network.target np-node.service np-edge.service";
    };
  }

  private static String quote(String argument) {
    return argument.matches("[A-Za-z0-9_@.:=+,/-]+") ? argument : "\"" + escape(argument) + "\"";
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
  }
}
