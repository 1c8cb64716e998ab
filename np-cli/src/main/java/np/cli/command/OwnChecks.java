package np.cli.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.client.ApiProblem;
import np.cli.client.Server;
import np.cli.host.Check;
import np.cli.host.Finding;
import np.model.NpException;

/** What the CLI itself can look at: its server, its files, host names. */
final class OwnChecks {
  private final Session session;

  OwnChecks(Session session) {
    this.session = session;
  }

  List<Check> all() {
    return List.of(
        check("server", this::server),
        check("hosts", OwnChecks::hosts),
        check("config", this::config),
        check("np.yaml", this::project));
  }

  private Finding server() {
    Optional<Server> server = session.server();
    if (server.isEmpty()) {
      return Finding.warning(
          "no server is configured and none runs here", "np deploy or np server start starts one");
    }
    ApiClient client = session.client(server.get());
    try {
      String version = client.get(ApiPath.of("version")).text("version");
      String who = client.get(ApiPath.of("whoami")).text("name");
      String own = session.context().version().version();
      String told =
          "server " + server.get().url() + " answers, version " + version + ", you are " + who;
      return version.equals(own)
          ? Finding.ok(told)
          : Finding.warning(told + "; this np is " + own, "np server upgrade, or upgrade this np");
    } catch (NpException.Unavailable e) {
      return Finding.problem(e.getMessage(), e.hint());
    } catch (ApiProblem e) {
      return Finding.problem(e.problem().detail(), e.problem().hint());
    }
  }

  private static Finding hosts() {
    try {
      boolean loopback =
          Stream.of(InetAddress.getAllByName("np-doctor.localhost"))
              .allMatch(InetAddress::isLoopbackAddress);
      return loopback
          ? Finding.ok("*.localhost resolves to this machine")
          : Finding.problem(
              "*.localhost resolves to another machine", "check /etc/hosts and the name server");
    } catch (UnknownHostException e) {
      return Finding.warning(
          "*.localhost does not resolve for programs (browsers and curl know it by themselves)",
          "install libnss-myhostname, or use http://127.0.0.1 with a Host header");
    }
  }

  private Finding config() {
    Path file = session.servers().file().path();
    if (!Files.exists(file)) {
      return Finding.ok("no " + file + "; the platform of this machine is used");
    }
    try {
      boolean open = Files.getPosixFilePermissions(file).stream().anyMatch(OwnChecks::isForOthers);
      int contexts = session.servers().file().read().known().size();
      return open
          ? Finding.problem(file + " holds tokens and others can read it", "chmod 600 " + file)
          : Finding.ok(file + " is readable by you only, " + contexts + " contexts");
    } catch (IOException e) {
      return Finding.problem(file + " cannot be read", "chmod 600 " + file);
    }
  }

  private static boolean isForOthers(PosixFilePermission permission) {
    return !permission.name().startsWith("OWNER_");
  }

  private Finding project() {
    Optional<ProjectFile> file = ProjectFile.find(session.directory());
    if (file.isEmpty()) {
      return Finding.ok("no np.yaml here");
    }
    return switch (np.spec.SpecParser.parse(
        file.get().text(), ProjectFile.NAME, session.globals().environment())) {
      case np.spec.ParsedSpec.Valid valid -> Finding.ok(file.get().path() + " is valid");
      case np.spec.ParsedSpec.Invalid invalid ->
          Finding.problem(
              file.get().path() + " has " + invalid.diagnostics().size() + " mistakes",
              "np config validate shows them");
    };
  }

  private static Check check(String name, Look look) {
    return new Check() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Finding run() {
        return look.look();
      }
    };
  }

  /** How one of them looks. */
  private interface Look {
    Finding look();
  }
}
