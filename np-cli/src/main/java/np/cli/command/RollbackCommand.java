package np.cli.command;

import java.util.List;
import java.util.Optional;
import np.cli.json.JsonObject;
import np.model.ReleaseNumber;

/** {@code np rollback [APP] [vN]}: back to a release that is kept, without a build. */
final class RollbackCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[APP]", "", Argument.Kind.APP)
        .argument("[vN]", "else the release before the current one", Argument.Kind.RELEASE)
        .flag("return at once", "-d", "--detach")
        .exits(Exits.SERVER, Exits.DEPLOYMENT)
        .json("np.event/1", "np.deployment/1");
  }

  @Override
  public Outcome run(Session session) {
    session.arguments().atMost(2, "[APP] [vN]");
    List<String> given = session.arguments().plain();
    boolean onlyRelease = given.size() == 1 && given.getFirst().matches("v?[0-9]+");
    Optional<String> name = onlyRelease ? Optional.empty() : given.stream().findFirst();
    Optional<String> release =
        onlyRelease ? Optional.of(given.getFirst()) : given.stream().skip(1).findFirst();
    Optional<String> number = release.map(text -> ReleaseNumber.parse(text).toString());
    String app = session.app(name);
    JsonObject body = JsonObject.EMPTY.with("release", number.orElse(null));
    String told = "roll " + app + " back to " + number.orElse("the release before");
    return new Changes(session).run(Change.post(Deed.ROLLBACK, app, "rollback", body, told));
  }
}
