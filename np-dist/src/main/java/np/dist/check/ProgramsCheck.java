package np.dist.check;

import java.util.List;
import java.util.function.Supplier;
import np.cli.host.Check;
import np.cli.host.Finding;
import np.cli.host.PlatformStatus;

/** Whether the programs of this home run. */
public final class ProgramsCheck implements Check {
  private final Supplier<PlatformStatus> status;

  public ProgramsCheck(Supplier<PlatformStatus> status) {
    this.status = status;
  }

  @Override
  public String name() {
    return "programs";
  }

  @Override
  public Finding run() {
    PlatformStatus now = status.get();
    List<String> missing =
        now.programs().stream()
            .filter(program -> !program.state().equals("running"))
            .map(PlatformStatus.Program::name)
            .toList();
    if (missing.isEmpty()) {
      return Finding.ok("server, node, edge and postgres run · " + now.home());
    }
    if (missing.size() == now.programs().size()) {
      return Finding.warning("no platform runs in " + now.home(), "np server start");
    }
    return Finding.problem(
        String.join(", ", missing) + " does not run", "np server start; np server logs says why");
  }
}
