package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import np.model.NpException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimesTest {
  @TempDir Path machine;

  @BeforeEach
  void install() throws IOException {
    javaHome("java-17-openjdk-amd64", "17.0.15");
    javaHome("temurin-25-jdk-amd64", "25.0.3");
    Files.createSymbolicLink(
        machine.resolve("jvm/default-java"), machine.resolve("jvm/java-17-openjdk-amd64"));
    program("node", "v20.11.1");
    program("python3", "Python 3.12.1");
    program("python3.11", "Python 3.11.2");
  }

  @Test
  void whatIsNotInstalledIsToldWithWhatIsAndHowToGetIt() {
    assertThatThrownBy(() -> runtimes().resolve("java-21"))
        .isInstanceOf(NpException.Unavailable.class)
        .hasMessage("the runtime java-21 is not installed (installed: java-17, java-25)")
        .extracting(e -> ((NpException) e).hint())
        .asString()
        .contains("apt-get install openjdk-21-jdk-headless");
    assertThatThrownBy(() -> runtimes().resolve("node-2"))
        .hasMessage("the runtime node-2 is not installed (installed: node-20.11.1)");
    assertThatThrownBy(() -> runtimes().resolve("php-8.2")).hasMessageContaining("installed: none");
    assertThatThrownBy(() -> runtimes().resolve("ruby; rm -rf /"))
        .hasMessage("\"ruby; rm -rf /\" is not a runtime that np knows");
  }

  @Test
  void javaWithoutANumberIsTheNewest() {
    Runtime runtime = runtimes().resolve("java");
    Path home = machine.resolve("jvm/temurin-25-jdk-amd64");
    assertThat(runtime.variables()).containsEntry("JAVA_HOME", home.toString());
    assertThat(runtime.path()).containsExactly(home.resolve("bin"));
    assertThat(runtime.directories()).containsExactly(home);
    assertThat(runtimes().resolve("java-17").variables().get("JAVA_HOME")).contains("java-17");
  }

  @Test
  void aVersionedProgramGetsItsPlainName() {
    assertThat(runtimes().resolve("python-3.11").links())
        .containsEntry("python", machine.resolve("bin/python3.11"))
        .containsEntry("python3", machine.resolve("bin/python3.11"));
    assertThat(runtimes().resolve("python").links())
        .containsEntry("python3", machine.resolve("bin/python3"));
    assertThat(runtimes().resolve("node-20").links())
        .containsEntry("node", machine.resolve("bin/node"));
  }

  private Runtimes runtimes() {
    return new Runtimes(
        new JavaHomes(machine.resolve("jvm")),
        new ProgramVersions(List.of(machine.resolve("bin"))));
  }

  private void javaHome(String name, String version) throws IOException {
    Path bin = Files.createDirectories(machine.resolve("jvm").resolve(name).resolve("bin"));
    executable(bin.resolve("java"), "");
    Files.writeString(
        bin.resolveSibling("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  private void program(String name, String version) throws IOException {
    Path bin = Files.createDirectories(machine.resolve("bin"));
    executable(bin.resolve(name), "#!/bin/sh\necho '" + version + "'\n");
  }

  private static void executable(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
