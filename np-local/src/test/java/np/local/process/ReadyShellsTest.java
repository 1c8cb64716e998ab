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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadyShellsTest {
  private static final int MOST = 2;

  @TempDir Path directory;
  private final ReadyShells shells = new ReadyShells(MOST);
  private Path output;

  @BeforeEach
  void write() throws IOException {
    output = Files.writeString(directory.resolve("out put's"), "before\n");
  }

  @AfterEach
  void end() {
    shells.close();
  }

  private List<Process> filled() {
    return await().until(shells::waiting, waiting -> waiting.size() == MOST);
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
    Process program = shells.become(part("/bin/sh", "-c", "pwd; echo home=$HOME; cat"));
    await().until(() -> Files.readString(output).contains("home=")); // no shell reads any more
    finish(program, "for the program\n");
    assertThat(output).hasContent("before\n/\nhome=\nfor the program\n");
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
    assertThat(refused.waitFor(10, SECONDS)).isTrue();
    assertThat(refused.exitValue()).isNotZero();
    assertThat(output).content().contains("inside").contains(wall.toString());
    assertThat(output).content().doesNotContain("there\n");
  }

  @Test
  void oneThatWaitsIsUsedAndAnotherTakesItsPlace() throws Exception {
    finish(shells.become(part("/bin/true")), "");
    List<Process> waiting = filled();

    Process used = shells.become(part("/bin/echo", "used"));
    finish(used, "");

    assertThat(waiting).contains(used);
    assertThat(output).hasContent("before\nused\n");
    assertThat(filled()).doesNotContain(used);
  }

  @Test
  void oneThatIsGoneIsReplaced() throws Exception {
    finish(shells.become(part("/bin/true")), "");
    for (Process each : filled()) {
      each.destroyForcibly().waitFor();
    }
    finish(shells.become(part("/bin/echo", "nevertheless")), "");
    assertThat(output).hasContent("before\nnevertheless\n");
  }

  @Test
  void manyAtOnceAllBecomeWhatTheyAreTold() throws Exception {
    List<Callable<Process>> wishes =
        IntStream.range(0, 50)
            .<Callable<Process>>mapToObj(i -> () -> shells.become(part("/bin/echo", "no " + i)))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Process> each : threads.invokeAll(wishes)) {
        finish(each.get(), "");
      }
    }
    assertThat(Files.readAllLines(output)).hasSize(51).contains("no 0", "no 49");
    assertThat(filled()).allMatch(Process::isAlive);
  }

  @Test
  void noneWaitsAfterTheEnd() throws Exception {
    finish(shells.become(part("/bin/true")), "");
    List<Process> waiting = filled();

    shells.close();
    finish(shells.become(part("/bin/echo", "all the same")), "");

    for (Process each : waiting) {
      assertThat(each.waitFor(10, SECONDS)).isTrue();
    }
    assertThat(shells.waiting()).isEmpty();
    assertThat(output).hasContent("before\nall the same\n");
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
