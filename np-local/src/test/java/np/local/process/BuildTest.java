package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import np.model.ByteSize;
import np.model.Cpu;
import np.model.Resources;
import np.testkit.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What builds find in their sandbox. */
class BuildTest {
  @TempDir Path home;

  @Test
  void theOperatorsFilesAreFoundInBuildsOnly() throws Exception {
    Needs.root();
    Needs.program("bwrap", "bubblewrap");
    try (Bench bench = new Bench(home.resolve("np"), Tools.SYSTEM)) {
      Path settings = bench.layout.buildHome().resolve(".m2/settings.xml");
      Files.createDirectories(settings.resolveSibling("."));
      write(settings, "<settings/>");
      write(bench.layout.buildHome().resolve("pip.conf"), "[global]");
      String line = "cat ~/.m2/settings.xml ~/.config/pip/pip.conf; echo x >~/.m2/settings.xml";

      assertThat(bench.run(bench.shell(line).build().launch())).isEqualTo("<settings/>[global]");
      assertThat(bench.run(bench.shell(line).build().launch())).isEqualTo("<settings/>[global]");
      assertThat(settings).hasContent("<settings/>");
      assertThat(bench.run(bench.shell("ls -A ~ | wc -l").launch())).isEqualTo("0\n");
      assertThat(bench.run(bench.shell("echo x >~/.m2/other && echo kept").build().launch()))
          .isEqualTo("kept\n");
    }
  }

  @Test
  void aJvmKnowsTheLimitsOfItsInstance() throws Exception {
    Needs.root();
    Needs.program("bwrap", "bubblewrap");
    Needs.directory("/usr/lib/jvm", "install a JDK");
    Resources limits = new Resources(new Cpu(1000), ByteSize.mebibytes(300), 100);
    try (Bench bench = new Bench(home.resolve("np"), Tools.SYSTEM)) {
      Launch launch =
          bench
              .shell("java -XshowSettings:system -version 2>&1; echo $JAVA_HOME")
              .runtime("java")
              .resources(limits)
              .launch();
      assertThat(bench.run(launch)).contains("Memory Limit: 300.00M").contains("/usr/lib/jvm/");
    }
  }

  private static void write(Path file, String content) throws Exception {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
