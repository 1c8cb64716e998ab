package np.edge;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import np.model.Endpoint;
import np.model.InstanceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gRPC client as people use it, through the edge to a gRPC server as people use it. */
@SuppressWarnings("try") // close throws whatever a test throws
@Timeout(120)
final class GrpcTest {
  @TempDir Path directory;

  @Test
  void everyKindOfCallPasses() throws Exception {
    for (String each : List.of("package.json", "package-lock.json", "calls.js")) {
      try (InputStream in = getClass().getResourceAsStream("grpc/" + each)) {
        Files.copy(requireNonNull(in, each), directory.resolve(each));
      }
    }
    Process install = start("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    String said = new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(install.waitFor()).as(said).isZero();
    try (EdgeFixture edge = new EdgeFixture()) {
      assertThat(calls(edge))
          .containsExactly(
              "unary hello 0 test",
              "large true",
              "error 5 no such thing: ü because",
              "stream 1000 1000 0",
              "chat ONE TWO THREE 0",
              "deadline 4 cancelled",
              "cancel 1 cancelled");
    }
  }

  private List<String> calls(EdgeFixture edge) throws IOException {
    Process node = start("node", "calls.js");
    try (BufferedReader out = node.inputReader();
        Writer in = node.outputWriter()) {
      int port = Integer.parseInt(requireNonNull(out.readLine()));
      edge.serve(new Endpoint(new InstanceId("grpc-1"), "127.0.0.1", port));
      in.write(edge.port() + "\n");
      in.flush();
      return out.lines().toList();
    } finally {
      node.destroyForcibly();
    }
  }

  private Process start(String... command) throws IOException {
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .start();
  }
}
