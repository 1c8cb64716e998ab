package np.local.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadyShellsTest {
  private static final int MOST = 2;

  @TempDir Path directory;
  private final ReadyShells shells = new ReadyShells(MOST);
  private Path output;
  private List<Long> others;

  @BeforeEach
  void see() throws IOException {
    output = Files.writeString(directory.resolve("out put's"), "before\n");
    others = waiting();
  }

  @AfterEach
  void end() {
    ready().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  /** Shells that wait to be told, of this JVM. */
  private static List<Long> waiting() {
    return ProcessHandle.current()
        .children()
        .filter(child -> commandLine(child.pid()).equals("/bin/sh\0-s\0"))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    } catch (IOException e) {
      return ""; // has ended
    }
  }

  private List<Long> ready() {
    List<Long> ready = new ArrayList<>(waiting());
    ready.removeAll(others);
    return ready;
  }

  private ReadyShells.Part part(String... commandLine) {
    return new ReadyShells.Part(output, List.of(), List.of(commandLine));
  }

  private static void finish(Process process, String input) throws Exception {
    try (OutputStream ear = process.getOutputStream()) {
      ear.write(input.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(10, SECONDS)).isTrue();
  }

  @Test
  void becomesWhatItIsToldWithEveryArgumentAsItIs() throws Exception {
    String[] arguments = {"a b", "it's", "two\nlines", "$HOME `id` \\n \"", "", "*"};
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", "printf '<%s>' \"$@\"", "name"));
    line.addAll(List.of(arguments));
    finish(shells.become(part(line.toArray(String[]::new))), "");
    assertThat(output).hasContent("before\n<" + String.join("><", arguments) + ">");
  }

  @Test
  void whatIsSaidLaterIsForTheProgramItself() throws Exception {
    Process program = shells.become(part("/bin/sh", "-c", "pwd; env | grep -v PWD; cat"));
    await().until(() -> Files.readString(output).contains("/\n")); // no shell reads any more
    finish(program, "for the program\n");
    assertThat(output).hasContent("before\n/\nfor the program\n");
  }

  @Test
  void goesThroughTheDoorsFirst() throws Exception {
    Path door = Files.createFile(directory.resolve("door"));
    Path wall = directory.resolve("none").resolve("door");
    List<String> speaking = List.of("/bin/echo", "inside");
    finish(shells.become(new ReadyShells.Part(output, List.of(door), speaking)), "");
    assertThat(door).hasContent("0\n");
    Process refused =
        shells.become(new ReadyShells.Part(output, List.of(wall), List.of("/bin/echo", "there")));
    assertThat(refused.waitFor()).isEqualTo(1);
    assertThat(output).content().contains("inside").contains(wall.toString());
    assertThat(output).content().doesNotContain("there\n");
  }

  @Test
  void oneThatIsGoneIsReplaced() throws Exception {
    finish(shells.become(part("/bin/true")), "");
    await().until(() -> ready().size() == MOST);
    List<Long> killed = ready();
    killed.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    await().until(() -> killed.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
    finish(shells.become(part("/bin/echo", "nevertheless")), "");
    assertThat(output).hasContent("before\nnevertheless\n");
  }

  @Test
  void whoHearsTheBeginningOnlyDoesNothing() throws Exception {
    Path door = Files.createFile(directory.resolve("door"));
    Path trace = directory.resolve("trace");
    String text =
        new ReadyShells.Part(
                output, List.of(door), List.of("/bin/touch", trace.toString(), "a word"))
            .text();
    for (int heard = 0; heard < text.length() - 1; heard++) {
      Process shell = new ProcessBuilder("/bin/sh", "-s").redirectErrorStream(true).start();
      finish(shell, text.substring(0, heard));
    }
    assertThat(trace).doesNotExist();
    assertThat(door).isEmptyFile();
    assertThat(output).hasContent("before\n");
  }
}
