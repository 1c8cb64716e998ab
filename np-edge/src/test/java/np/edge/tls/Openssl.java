package np.edge.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The openssl program, which makes keys and certificates as operators do. */
final class Openssl {
  private final Path directory;

  Openssl(Path directory) {
    this.directory = directory;
  }

  /** Runs it in the directory; returns what it says. */
  String run(String... arguments) throws IOException, InterruptedException {
    return run(Path.of("/dev/null"), arguments);
  }

  /** Runs it with this input, up to the end of what the other party says. */
  String talk(String input, String... arguments) throws IOException, InterruptedException {
    Path file = Files.createTempFile(directory, "input", ".txt");
    Files.writeString(file, input);
    return run(file, arguments);
  }

  private String run(Path input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(input.toFile()))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** Makes {@code <name>.crt} and {@code <name>.key} for some host names. */
  void pair(String name, int days, String... hosts) throws IOException, InterruptedException {
    String alternatives = "DNS:" + String.join(",DNS:", hosts);
    run(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        Integer.toString(days),
        "-subj",
        "/CN=" + name,
        "-addext",
        "subjectAltName=" + alternatives,
        "-keyout",
        name + ".key",
        "-out",
        name + ".crt");
  }

  /** Makes {@code <name>.crt} for a key that is there. */
  void certificate(String name, String host) throws IOException, InterruptedException {
    run(
        "req",
        "-x509",
        "-new",
        "-key",
        name + ".key",
        "-days",
        "30",
        "-subj",
        "/CN=" + name,
        "-addext",
        "subjectAltName=DNS:" + host,
        "-out",
        name + ".crt");
  }
}
