package np.cli.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import np.api.StatusView;
import np.cli.output.Charm;
import np.cli.output.Output;
import np.cli.output.Table;
import np.cli.output.Times;

/** {@code np.status/1} for people. */
final class StatusPage {
  private final Charm charm;
  private final Instant now;

  StatusPage(Charm charm, Instant now) {
    this.charm = charm;
    this.now = now;
  }

  /** One line for each app. */
  List<String> overview(StatusView status) {
    if (status.apps().isEmpty()) {
      return List.of("No apps yet. Deploy one: np deploy");
    }
    Table table = new Table("APP", "STATE", "RELEASE", "UP", "URL", "WHY");
    for (StatusView.App app : status.apps()) {
      int up = app.processes().stream().mapToInt(StatusView.Process::up).sum();
      int want = app.processes().stream().mapToInt(StatusView.Process::want).sum();
      String count = app.processes().isEmpty() ? "-" : up + "/" + want;
      table.row(app.name(), app.state(), or(app.release()), count, or(app.url()), app.why());
    }
    return table.lines();
  }

  /** Each app with its processes. */
  List<String> details(StatusView status) {
    List<String> lines = new ArrayList<>();
    for (StatusView.App app : status.apps()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add(head(app));
      if (!app.url().isEmpty()) {
        lines.add("  " + Output.safe(app.url()));
      }
      if (!app.why().isEmpty()) {
        lines.add("  " + Output.safe(app.why()));
      }
      lines.addAll(processes(app.processes()));
    }
    return lines;
  }

  /** What matters first: a narrow terminal cuts lines at their end. */
  private String head(StatusView.App app) {
    StringBuilder head = new StringBuilder(charm.bold(Output.safe(app.name())));
    head.append("  ").append(state(app.state()));
    if (!app.release().isEmpty()) {
      head.append("  ").append(Output.safe(app.release()));
      head.append(" live ").append(Output.safe(Times.ago(app.since(), now)));
      head.append(app.by().isEmpty() ? "" : " by " + Output.safe(app.by()));
    }
    return head.append("  tenant ").append(Output.safe(app.tenant())).toString();
  }

  private static List<String> processes(List<StatusView.Process> processes) {
    if (processes.isEmpty()) {
      return List.of();
    }
    Table table = new Table("PROC", "WANT", "UP", "STATE");
    for (StatusView.Process process : processes) {
      String want = Integer.toString(process.want());
      String up = Integer.toString(process.up());
      table.row(process.name(), want, up, because(process.state(), process.why()));
      process.instances().stream()
          .filter(instance -> !instance.state().equals("running") || instance.restarts() > 0)
          .forEach(instance -> table.row("  " + instance.name(), "", "", story(instance)));
    }
    return table.lines();
  }

  private static String story(StatusView.Instance instance) {
    String restarts = instance.restarts() == 1 ? "1 restart" : instance.restarts() + " restarts";
    String story = because(instance.state(), instance.why());
    return instance.restarts() == 0 ? story : story + " (" + restarts + ")";
  }

  private static String because(String state, String why) {
    return why.isEmpty() ? state : state + ": " + why;
  }

  private String state(String state) {
    String safe = Output.safe(state);
    return switch (state) {
      case "running" -> charm.green("● " + safe);
      case "failed", "degraded" -> charm.red("✗ " + safe);
      case "stopped", "empty" -> charm.dim("○ " + safe);
      default -> charm.yellow("… " + safe);
    };
  }

  private static String or(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
