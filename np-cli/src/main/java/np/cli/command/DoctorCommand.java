package np.cli.command;

import java.util.ArrayList;
import java.util.List;
import np.cli.host.Check;
import np.cli.host.Finding;
import np.cli.json.Json;
import np.cli.json.JsonArray;
import np.cli.json.JsonObject;
import np.cli.output.Charm;
import np.cli.output.Output;
import np.model.NpException;

/**
 * {@code np doctor}: looks at everything that can be wrong on this machine and between it and the
 * server.
 */
final class DoctorCommand implements Action {
  private static final int PROBLEMS = 1;

  @Override
  public void declare(Syntax syntax) {
    syntax
        .json("np.doctor/1")
        .note("Exit 1 when there is a problem; warnings alone do not count. Changes nothing.");
  }

  @Override
  public Outcome run(Session session) {
    session.arguments().atMost(0, "");
    List<Check> checks = new ArrayList<>(new OwnChecks(session).all());
    checks.addAll(session.context().checks());
    List<Json> rows = new ArrayList<>();
    int problems = 0;
    int warnings = 0;
    for (Check check : checks) {
      Finding finding = look(check);
      problems += finding.state() == Finding.State.PROBLEM ? 1 : 0;
      warnings += finding.state() == Finding.State.WARNING ? 1 : 0;
      rows.add(row(check, finding));
      show(session.output(), finding);
    }
    session
        .output()
        .json(
            JsonObject.of("np.doctor/1")
                .with("problems", problems)
                .with("warnings", warnings)
                .with("checks", new JsonArray(rows)));
    session.output().data(count(problems, "problem") + ", " + count(warnings, "warning"));
    return problems == 0 ? Outcome.success() : new Outcome.Answer(PROBLEMS);
  }

  private static Finding look(Check check) {
    try {
      return check.run();
    } catch (NpException e) {
      return Finding.problem(check.name() + ": " + e.getMessage(), e.hint());
    }
  }

  private static void show(Output output, Finding finding) {
    Charm charm = output.look().out();
    String mark =
        switch (finding.state()) {
          case OK -> charm.green("✓");
          case WARNING -> charm.yellow("!");
          case PROBLEM -> charm.red("✗");
        };
    output.data(" " + mark + " " + Output.safe(finding.message()));
    if (!finding.fix().isEmpty() && finding.state() != Finding.State.OK) {
      output.data("     fix: " + Output.safe(finding.fix()));
    }
  }

  private static JsonObject row(Check check, Finding finding) {
    return JsonObject.EMPTY
        .with("check", check.name())
        .with("state", finding.state().name().toLowerCase(java.util.Locale.ROOT))
        .with("message", finding.message())
        .with("fix", finding.fix());
  }

  private static String count(int number, String word) {
    return number + " " + word + (number == 1 ? "" : "s");
  }
}
