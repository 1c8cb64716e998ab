package np.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import np.cli.json.JsonObject;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** {@code np scale web=3 worker=2}. */
final class ScaleCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[APP]", "", Argument.Kind.APP)
        .argument("PROC=N...", "process and how many of it: web=3", Argument.Kind.SCALE)
        .flag("return at once", "-d", "--detach")
        .exits(Exits.SERVER, Exits.DEPLOYMENT)
        .json("np.event/1", "np.deployment/1");
  }

  @Override
  public Outcome run(Session session) {
    Map<String, Integer> wanted = new TreeMap<>();
    List<String> names = new ArrayList<>();
    for (String argument : session.arguments().plain()) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        names.add(argument);
      } else {
        wanted.put(argument.substring(0, equals), count(argument.substring(equals + 1)));
      }
    }
    if (names.size() > 1 || wanted.isEmpty()) {
      throw new NpException.Invalid(
          ErrorCode.USAGE, "which process, and how many?", "for example np scale web=3 worker=2");
    }
    String app = session.app(names.stream().findFirst());
    return new Changes(session).run(change(app, wanted));
  }

  private static Change change(String app, Map<String, Integer> wanted) {
    JsonObject processes = JsonObject.EMPTY;
    for (Map.Entry<String, Integer> entry : wanted.entrySet()) {
      processes = processes.with(entry.getKey(), entry.getValue());
    }
    String words =
        wanted.entrySet().stream()
            .map(entry -> Printable.escape(entry.getKey()) + " to " + entry.getValue())
            .collect(Collectors.joining(", "));
    JsonObject body = JsonObject.EMPTY.with("processes", processes);
    return Change.post(Deed.SCALE, app, "scale", body, "scale " + app + ": " + words);
  }

  private static int count(String text) {
    Optional<String> number = Optional.of(text).filter(digits -> digits.matches("[0-9]{1,4}"));
    return number
        .map(Integer::parseInt)
        .orElseThrow(
            () ->
                new NpException.Invalid(
                    ErrorCode.BAD_VALUE,
                    "\"" + Printable.escape(text) + "\" is not a number of instances",
                    "write 0 to 1000"));
  }
}
