package np.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import np.model.AppId;
import np.model.AppName;
import np.model.ByteSize;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Port;
import np.model.ProcessName;
import np.model.TenantName;
import np.model.Workload;
import np.model.WorkloadId;
import np.plan.RoomPlanner.Machine;
import np.spi.Preview;
import np.testkit.Act;
import np.testkit.TestWorkloads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewsTest {
  private static final Machine LARGE = new Machine(8, ByteSize.parse("64G"), ByteSize.parse("60G"));

  @TempDir Path directory;
  private Acts acts;

  @BeforeEach
  void script() {
    acts = new Acts(directory);
  }

  @Test
  void fixedPortOfAnotherAppOfTheTenantIsNamed() {
    Previews.Scene scene = new Previews.Scene(LARGE, Optional.of(holder("acme")));

    NpException refusal = Previews.refusal(insisting(1), scene).orElseThrow();
    assertThat(refusal.getMessage()).isEqualTo("port 3000 is taken by the app blog");
    Preview preview = Previews.of(insisting(1), Optional.empty(), scene);
    assertThat(preview.fits()).isFalse();
    assertThat(preview.why()).isEqualTo(refusal.getMessage());
  }

  @Test
  void fixedPortOfAStrangerIsNotNamed() {
    Previews.Scene scene = new Previews.Scene(LARGE, Optional.of(holder("bob")));

    assertThat(Previews.refusal(insisting(1), scene).orElseThrow())
        .hasMessage("port 3000 is taken by another app");
  }

  @Test
  void appThatIsScaledToNothingTakesNoPort() {
    Previews.Scene scene = new Previews.Scene(LARGE, Optional.of(holder("bob")));

    assertThat(Previews.refusal(insisting(0), scene)).isEmpty();
  }

  @Test
  void limitThatTheMachineCannotGrantIsRefused() {
    Machine small = new Machine(1, ByteSize.mebibytes(32), ByteSize.mebibytes(10));
    Previews.Scene scene = new Previews.Scene(small, Optional.empty());

    NpException refusal = Previews.refusal(service(1), scene).orElseThrow();
    assertThat(refusal.code()).isEqualTo(ErrorCode.NO_ROOM);
    assertThat(refusal).hasMessage("web: needs 64M each, this machine has 32M, 10M free");
    assertThat(Previews.of(service(1), Optional.empty(), scene).why())
        .isEqualTo("needs 64M each, this machine has 32M, 10M free");
  }

  private static WorkloadId holder(String tenant) {
    AppId blog = new AppId(new TenantName(tenant), new AppName("blog"));
    return new WorkloadId(blog, new ProcessName("web"));
  }

  private Workload.Service insisting(int count) {
    return SupervisorHarness.withPort(service(count), new Port.Fixed(3000));
  }

  private Workload.Service service(int count) {
    return TestWorkloads.web(acts.task(new Act.Idle()), count);
  }
}
