package np.nomad.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import np.model.AppId;
import np.model.AppName;
import np.model.NpException;
import np.model.ProcessName;
import np.model.TenantName;
import np.model.Workload;
import np.model.WorkloadId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Golden jobs; {@code -Dnp.golden=update} writes them anew. */
final class JobRendererTest {
  private static final Path GOLDEN = Path.of("src/test/resources/np/nomad/job");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JobRenderer renderer = new JobRenderer(Samples.TARGET);

  @Test
  void webAndWorkerAreGroupsOfOneJob() throws IOException {
    ObjectNode job = renderer.service(Samples.SHOP, List.of(Samples.web(1), Samples.worker()));
    assertGolden("web-and-worker.json", job);
  }

  @Test
  void blueGreenHasAsManyCanariesAsInstances() throws IOException {
    assertGolden("blue-green.json", renderer.service(Samples.SHOP, List.of(Samples.blueGreen())));
  }

  @Test
  void fixedPortIsReservedAndNeverRunsTwice() throws IOException {
    assertGolden("fixed-port.json", renderer.service(Samples.SHOP, List.of(Samples.legacy())));
  }

  @Test
  void oneOffIsABatchJobThatIsNeverRetried() throws IOException {
    assertGolden("one-off.json", renderer.oneOff(Samples.migrate()));
  }

  @Test
  void newReleaseNumberAloneChangesNothing() {
    ObjectNode first = renderer.service(Samples.SHOP, List.of(Samples.web(1)));
    ObjectNode second = renderer.service(Samples.SHOP, List.of(Samples.web(2)));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void secretsAreNamedByAVariableAndNeverShown() {
    String job = renderer.service(Samples.SHOP, List.of(Samples.web(1))).toString();
    assertThat(job).doesNotContain("sk_canary_value").contains("nomad/jobs/shop");
  }

  @Test
  void everyTemplateIsReadOnce() {
    ObjectNode job = renderer.service(Samples.SHOP, List.of(Samples.web(1), Samples.worker()));
    assertThat(job.findValues("Templates")).hasSize(2);
    job.findValues("Templates")
        .forEach(each -> assertThat(each.get(0).get("Once").asBoolean()).isTrue());
  }

  @Test
  void everyKeyIsOneThatNomadKnows() throws IOException {
    Set<String> known = Set.copyOf(Files.readAllLines(GOLDEN.resolve("api-keys.txt")));
    Set<String> used = new TreeSet<>();
    collectKeys(
        renderer.service(Samples.SHOP, List.of(Samples.web(1), Samples.worker(), Samples.legacy())),
        used);
    collectKeys(renderer.oneOff(Samples.migrate()), used);
    assertThat(known).containsAll(used);
  }

  @Test
  void staticSiteHasNothingToRun() {
    assertThatThrownBy(() -> renderer.service(Samples.SHOP, List.of()))
        .isInstanceOf(NpException.Invalid.class)
        .hasMessageContaining("no process");
  }

  @Test
  void workloadOfAnotherAppIsRefused() {
    AppId other = new AppId(new TenantName("acme"), new AppName("blog"));
    List<Workload> workloads = List.of(Samples.web(1));
    assertThatThrownBy(() -> renderer.service(other, workloads))
        .isInstanceOf(NpException.Invalid.class);
  }

  @Test
  void serviceNamesStayWithinALabelAndApart() {
    WorkloadId one = id("a-b", "c-shop");
    WorkloadId other = id("a-b-c", "shop");
    assertThat(ServiceName.of(one)).isNotEqualTo(ServiceName.of(other));
    WorkloadId longest = id("t" + "x".repeat(39), "a" + "y".repeat(39));
    assertThat(ServiceName.of(longest)).hasSizeLessThanOrEqualTo(63);
    assertThat(ServiceName.of(id("acme", "shop"))).isEqualTo("t-acme-shop-web");
  }

  private static WorkloadId id(String tenant, String app) {
    return new WorkloadId(
        new AppId(new TenantName(tenant), new AppName(app)), new ProcessName("web"));
  }

  private static void assertGolden(String file, ObjectNode job) throws IOException {
    String actual = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(job) + "\n";
    Path golden = GOLDEN.resolve(file);
    if ("update".equals(System.getProperty("np.golden"))) {
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  /** Values of Env, Meta and driver Config are free; everything else is Nomad's. */
  private static void collectKeys(JsonNode node, Set<String> keys) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry -> {
                keys.add(entry.getKey());
                if (!Set.of("Env", "Meta", "Config").contains(entry.getKey())) {
                  collectKeys(entry.getValue(), keys);
                }
              });
    } else {
      node.forEach(each -> collectKeys(each, keys));
    }
  }
}
