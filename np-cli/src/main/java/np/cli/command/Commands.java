package np.cli.command;

import java.util.ArrayList;
import java.util.List;

/** The table of all commands, in the order of the help page. */
public final class Commands {
  private Commands() {}

  public static CommandTable table() {
    List<Entry> all = new ArrayList<>();
    all.add(
        new Entry(
            "deploy", Group.DEPLOY, "deploy a directory and show its URL", DeployCommand::new));
    all.add(new Entry("plan", Group.DEPLOY, "show what a deploy would change", PlanCommand::new));
    all.add(
        new Entry(
            "status",
            Group.OBSERVE,
            "show what runs, and why what does not does not",
            StatusCommand::new));
    all.add(
        new Entry("logs", Group.OBSERVE, "show output of processes and builds", LogsCommand::new));
    return new CommandTable(all);
  }
}
