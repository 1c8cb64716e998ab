package np.local.postgres.instance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.local.postgres.PostgresProgram;
import np.local.postgres.PostgresUser;
import np.local.process.ProcessRef;
import np.local.process.ProcessTable;
import np.local.process.Tools;
import np.local.storage.DataOwner;

/** As plain processes; as root under the instance's own user id. */
public final class PlainInstances implements InstanceStyle {
  private static final int SIGKILL = 9;

  private final Tools tools;
  private final ProcessTable processes;

  public PlainInstances(Tools tools, ProcessTable processes) {
    this.tools = tools;
    this.processes = processes;
  }

  @Override
  public String user() {
    return System.getProperty("user.name", "?");
  }

  @Override
  public SharedMemory sharedMemory() {
    return SharedMemory.MMAP;
  }

  @Override
  public boolean maps(Path data, DataOwner owner) {
    return false;
  }

  @Override
  public Started start(PostgresRelease release, InstanceSettings settings, InstancePlace place)
      throws IOException {
    place.takeOver();
    place.makePassable();
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
    return new Started(process, Optional.empty());
  }

  @Override
  public void release(InstancePlace place) {}

  /** Those that were left alone by their first process still work in its directory. */
  @Override
  public void clear(InstancePlace place) {
    List<ProcessRef> left =
        place.uid().isPresent()
            ? processes.ownedBy(place.uid().getAsInt())
            : processes.workingIn(place.data());
    left.forEach(each -> processes.signal(each, SIGKILL));
  }
}
