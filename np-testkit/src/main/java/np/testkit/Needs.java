package np.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** What a test needs of the machine: left out with the reason, but a failure when CI=true. */
public final class Needs {
  private Needs() {}

  public static void root() throws Exception {
    require(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs to run as root");
  }

  public static void program(String name, String debianPackage) {
    boolean there =
        Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    require(there, "needs " + name + ": apt-get install " + debianPackage);
  }

  public static void directory(String path, String why) {
    require(Files.isDirectory(Path.of(path)), "needs " + path + ": " + why);
  }

  private static void require(boolean there, String message) {
    if ("true".equals(System.getenv("CI"))) {
      Assertions.assertTrue(there, message);
    }
    assumeTrue(there, message);
  }
}
