package np.local.postgres.instance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import np.local.postgres.PostgresProgram;
import np.local.postgres.PostgresUser;
import np.local.process.Tools;

/** As plain processes; as root under the instance's own user id. */
public final class PlainInstances implements InstanceStyle {
  private final Tools tools;

  public PlainInstances(Tools tools) {
    this.tools = tools;
  }

  @Override
  public String user() {
    return System.getProperty("user.name", "?");
  }

  @Override
  public Process start(PostgresRelease release, InstanceSettings settings, InstancePlace place)
      throws IOException {
    Path setsid =
        tools.find("setsid").orElseThrow(() -> new IOException("setsid is not installed"));
    List<String> program = new ArrayList<>();
    program.add(setsid.toString());
    program.add(release.program("postgres").toString());
    program.addAll(settings.arguments(place));
    List<Path> directories =
        List.of(release.directory(), place.data(), place.sockets(), place.settings());
    List<String> line = new PostgresUser(tools, place.uid()).run(directories, program);
    ProcessBuilder builder = new PostgresProgram(line).builder();
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(place.log().toFile()));
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
