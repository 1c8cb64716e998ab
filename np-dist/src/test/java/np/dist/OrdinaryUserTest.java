package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.local.storage.FileTree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Somebody who is not root and whom nobody knows, with an np that root has installed: no users of
 * apps, no sandbox, no limits, and np says so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class OrdinaryUserTest {
  /** In no passwd(5) and in nobody's range. */
  private static final int UID = 61_237;

  private final Path place = makePlace();
  private final Person person = makePerson();
  private final TestPlatform platform = new TestPlatform(person);

  @BeforeAll
  void deploy() throws IOException {
    for (String example : List.of("static", "node", "python")) {
      platform.np("deploy", source(example)).ok();
    }
  }

  @AfterAll
  void clean() throws IOException {
    platform.close();
    new FileTree(place).delete();
  }

  @Test
  void appsAreBuiltRunAndAnswer() {
    assertThat(platform.get("example-static.localhost", "/").body()).contains("It works.");
    assertThat(platform.get("example-node.localhost", "/").body()).contains("example-node");
    assertThat(platform.get("example-python.localhost", "/").body()).contains("example-python");
    assertThat(platform.np("exec", "-a", "example-python", "--", "id", "-u").ok().out().strip())
        .as("everything runs as this user")
        .isEqualTo(platform.np("run", "-a", "example-node", "--", "id", "-u").ok().out().strip());
  }

  @Test
  void killedNodeAdoptsWhatRunsAndStartsAgainWhatDies() throws InterruptedException {
    Map<String, Long> pids = platform.pids("example-python");
    RunningProgram node = platform.program(Program.NODE);
    platform.kill(Program.NODE);
    assertThat(platform.get("example-python.localhost", "/").status()).isEqualTo(200);
    platform.awaitOther(Program.NODE, node);
    assertThat(platform.pids("example-python")).isEqualTo(pids).hasSize(1);

    long pid = pids.values().iterator().next();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await()
        .atMost(TestPlatform.PATIENCE)
        .until(() -> !platform.pids("example-python").containsValue(pid) && answers());
  }

  private boolean answers() {
    return platform.get("example-python.localhost", "/").status() == 200;
  }

  @Test
  void doctorSaysWhatIsNotInForce() {
    CommandResult doctor = platform.np("doctor").ok();
    assertThat(doctor.out())
        .contains("not in force: users, sandbox, cpu limit, memory limit, pids limit, firewall")
        .contains("(np is not root)")
        .doesNotContain("tenants are kept apart");
  }

  @Test
  void severalTenantsAreRefusedAndTheReasonIsNamed() {
    CommandResult refused = platform.np("tenants", "create", "acme");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.all()).contains("would not be kept apart", "np is not root");
    assertThat(platform.np("tenants", "list").ok().out()).doesNotContain("acme");
  }

  @Test
  void portsThatNobodyAskedForAreFreeAndStayTheSame() {
    Person carefree = new Person(person.launcher(), person.directory(), person.uid(), noPorts());
    try (TestPlatform first = new TestPlatform(carefree);
        TestPlatform second = new TestPlatform(carefree)) {
      PlatformConfig one = started(first);
      PlatformConfig other = started(second);
      assertThat(one.httpPort()).isGreaterThanOrEqualTo(8080);
      assertThat(one.httpsPort()).isGreaterThanOrEqualTo(8443);
      assertThat(one.apiPort()).isGreaterThanOrEqualTo(7070);
      assertThat(other.httpPort()).isGreaterThan(one.httpPort());
      assertThat(other.httpsPort()).isGreaterThan(one.httpsPort());
      assertThat(other.apiPort()).isGreaterThan(one.apiPort());
      first.np("server", "stop").ok();
      assertThat(started(first)).isEqualTo(one);
    }
  }

  /** What it has settled on, and has said. */
  private static PlatformConfig started(TestPlatform platform) {
    String said = platform.np("server", "start").ok().all();
    PlatformConfig config = ConfigSource.ofProgram(new Home(platform.home())).current();
    assertThat(said).contains(":" + config.httpPort());
    assertThat(platform.get(config.httpPort(), "nothing.localhost", "/").status()).isEqualTo(404);
    return config;
  }

  private Map<String, String> noPorts() {
    return Map.of(
        "HOME", place.toString(), "NP_HTTP_PORT", "", "NP_HTTPS_PORT", "", "NP_API_PORT", "");
  }

  /** A copy that this person may read, wherever the checkout is. */
  private String source(String example) throws IOException {
    Path copy = place.resolve(example);
    new FileTree(platform.root().resolve("examples").resolve(example)).copyTo(copy);
    person.owns(copy);
    return copy.toString();
  }

  private static Path makePlace() {
    try {
      Path place = Files.createTempDirectory("np-user");
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
      return place;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Person makePerson() {
    boolean root = Optional.of(0).equals(owner());
    return root ? Person.ordinary(install(), place, UID) : Person.self();
  }

  private static Optional<Object> owner() {
    try {
      return Optional.of(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** As root does it for everybody. */
  private Path install() {
    Path prefix = place.resolve("prefix");
    Path script = Person.self().directory().resolve("install");
    try {
      Process process =
          new ProcessBuilder(script.toString(), prefix.toString()).inheritIO().start();
      assertThat(process.waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return prefix.resolve("bin/npctl");
  }
}
