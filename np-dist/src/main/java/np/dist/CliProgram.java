package np.dist;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import np.cli.Cli;
import np.cli.client.NpHome;
import np.cli.host.Check;
import np.cli.host.CliContext;
import np.cli.host.ConsolePrompter;
import np.cli.host.Platform;
import np.cli.host.ShutdownInterrupts;
import np.cli.host.Streams;
import np.dist.check.DiskCheck;
import np.dist.check.IsolationCheck;
import np.dist.check.PathCheck;
import np.dist.check.PostgresCheck;
import np.dist.check.ProgramsCheck;
import np.model.Secret;
import np.nomad.job.JobRenderer;
import np.nomad.job.NomadExporter;
import np.nomad.job.NomadTarget;
import np.spi.WorkloadExporter;

/** The program that a person types: the CLI with everything it knows of the world. */
final class CliProgram {
  private CliProgram() {}

  static int run(String... args) {
    return new Cli(context(System.getenv())).run(args);
  }

  static CliContext context(Map<String, String> environment) {
    Home home = new Home(NpHome.platform(environment));
    Distribution distribution = Distribution.current();
    ConfigSource configs =
        new ConfigSource(environment, new PlatformConfigFile(home.config()), NpHome.isRoot());
    Platform platform = new LocalPlatform(home, distribution, configs);
    return new CliContext(
        environment,
        Path.of("").toAbsolutePath(),
        streams(),
        Terminal.look(environment, System.getProperty("np.tty", "")),
        Clock.systemUTC(),
        CliProgram::randomId,
        Version.current(),
        desk(),
        platform,
        exporters(),
        checks(environment, home, distribution, platform));
  }

  private static Streams streams() {
    return new Streams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err));
  }

  private static CliContext.Desk desk() {
    return new CliContext.Desk(
        new ConsolePrompter(System::console),
        new ShutdownInterrupts(Runtime.getRuntime()),
        CliProgram::open,
        new LinuxTerminal());
  }

  private static boolean open(URI page) {
    try {
      new ProcessBuilder("xdg-open", page.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException noDesktop) {
      return false;
    }
  }

  /** Made when asked for: most commands need no JSON library. */
  private static Map<String, WorkloadExporter> exporters() {
    NomadTarget example =
        new NomadTarget("https://np.example.com/artifacts", "consul", new Secret("export"));
    return Map.of(
        "nomad",
        (app, workloads) -> new NomadExporter(new JobRenderer(example)).export(app, workloads));
  }

  private static List<Check> checks(
      Map<String, String> environment, Home home, Distribution distribution, Platform platform) {
    return List.of(
        new PathCheck(environment.getOrDefault("PATH", ""), distribution.launcher()),
        new ProgramsCheck(platform::status),
        new IsolationCheck(new IsolationFile(home.isolation())::missing),
        new PostgresCheck(new PostgresFiles(distribution.postgres()).releases()),
        new DiskCheck(home.root()));
  }

  private static String randomId() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
