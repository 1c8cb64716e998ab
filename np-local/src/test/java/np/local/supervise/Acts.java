package np.local.supervise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import np.model.Artifact;
import np.model.ByteSize;
import np.model.Command;
import np.model.Cpu;
import np.model.Digest;
import np.model.Environment;
import np.model.ReleaseNumber;
import np.model.Resources;
import np.model.Task;
import np.testkit.Act;
import np.testkit.TestWorkloads;

/** Makes the programs of contract tests: one Python script that does what it is told. */
public final class Acts {
  private static final String PYTHON = "/usr/bin/python3";

  private static final String SCRIPT = "act.py";
  private static final Resources LITTLE = new Resources(new Cpu(1000), ByteSize.mebibytes(64), 128);

  /** Puts the script into the directory in which the programs are started. */
  public Acts(Path directory) {
    Path script = directory.resolve(SCRIPT);
    try (InputStream in = Objects.requireNonNull(Acts.class.getResourceAsStream(SCRIPT), SCRIPT)) {
      Files.copy(in, script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Task task(Act act) {
    return new Task(
        new Artifact(TestWorkloads.APP, new ReleaseNumber(1), Digest.of("source")),
        command(act),
        Optional.empty(),
        Environment.EMPTY,
        LITTLE);
  }

  public Command command(Act act) {
    List<String> line = new ArrayList<>(List.of(PYTHON, SCRIPT));
    switch (act) {
      case Act.Serve serve -> line.addAll(List.of("serve", Integer.toString(serve.version())));
      case Act.Fail fail -> line.add(fail.failure().name());
      case Act.Idle idle -> line.add("idle");
      case Act.Echo echo -> line.addAll(List.of("echo", Integer.toString(echo.exit())));
      case Act.Pour _ -> line.add("pour");
      case Act.Measure _ -> line.add("measure");
      case Act.Print print -> {
        line.addAll(List.of("print", Integer.toString(print.exit())));
        line.addAll(print.lines());
      }
    }
    return new Command.Argv(line);
  }
}
