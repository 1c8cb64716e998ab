package np.cli.command;

import java.util.List;
import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.output.Table;
import np.cli.output.Times;

/** {@code np tenants} and {@code np tokens}. */
final class OperateCommands {
  private OperateCommands() {}

  /** {@code np tenants list}. */
  static final class Tenants implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax.exits(Exits.SERVER).json("np.tenants/1");
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(0, "");
      JsonObject page = session.client().get(ApiPath.of("tenants"));
      session.output().json(page);
      Table table = new Table("TENANT", "APPS", "CREATED");
      for (JsonObject tenant : page.objects("tenants")) {
        String apps = Long.toString(tenant.whole("apps"));
        String created = Times.ago(tenant.text("createdAt"), session.now());
        table.row(tenant.text("name"), apps, created);
      }
      table.lines().forEach(session.output()::data);
      return Outcome.success();
    }
  }

  /** {@code np tenants create}. */
  static final class CreateTenant implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("NAME", "", Argument.Kind.ANYTHING)
          .exits(Exits.SERVER, Exits.CONFLICT)
          .json("np.tenant/1");
    }

    @Override
    public Outcome run(Session session) {
      String name = session.arguments().required("NAME");
      if (session.globals().dryRun()) {
        return session.dryRun("create tenant " + name);
      }
      JsonObject body = JsonObject.EMPTY.with("name", name);
      String key = session.context().ids().get();
      JsonObject made = session.client().send("POST", ApiPath.of("tenants"), body, key);
      session.output().json(schema("np.tenant/1", made));
      return Outcome.success(
          "Created tenant " + Output.safe(name) + ".",
          "Give somebody a token: np tokens create NAME --tenant "
              + Output.safe(name)
              + " --role owner");
    }
  }

  /** {@code np tokens list}. */
  static final class Tokens implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax.exits(Exits.SERVER).json("np.tokens/1");
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(0, "");
      JsonObject page = session.client().get(ApiPath.of("tokens"));
      session.output().json(page);
      Table table = new Table("ID", "NAME", "ROLE", "TENANT", "CREATED", "LAST USED");
      for (JsonObject token : page.objects("tokens")) {
        String used = token.text("lastUsedAt");
        table.row(
            token.text("id"),
            token.text("name"),
            token.text("role"),
            token.text("tenant"),
            Times.ago(token.text("createdAt"), session.now()),
            used.isEmpty() ? "never" : Times.ago(used, session.now()));
      }
      table.lines().forEach(session.output()::data);
      return Outcome.success();
    }
  }

  /** {@code np tokens create}. */
  static final class CreateToken implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("NAME", "whose or what it is: ana, ci", Argument.Kind.ANYTHING)
          .value("ROLE", "owner, developer (usual), viewer or operator", "--role")
          .exits(Exits.SERVER)
          .json("np.token/1");
    }

    @Override
    public Outcome run(Session session) {
      String name = session.arguments().required("NAME");
      String role = session.arguments().value("--role").orElse("developer");
      if (session.globals().dryRun()) {
        return session.dryRun("create a token for " + name + " with role " + role);
      }
      JsonObject body = JsonObject.EMPTY.with("name", name).with("role", role);
      String key = session.context().ids().get();
      JsonObject made = session.client().send("POST", ApiPath.of("tokens"), body, key);
      session.output().json(schema("np.token/1", made));
      session.output().note("The token is shown this once; np keeps only its hash.");
      return Outcome.success(Output.safe(made.text("value")));
    }
  }

  /** {@code np tokens revoke}. */
  static final class RevokeToken implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("ID", "see np tokens list", Argument.Kind.ANYTHING)
          .exits(Exits.SERVER, Exits.CONFLICT, Exits.CONFIRMATION)
          .json("np.token/1");
    }

    @Override
    public Outcome run(Session session) {
      String id = session.arguments().required("ID");
      if (session.globals().dryRun()) {
        return session.dryRun("revoke token " + id);
      }
      new Confirmation(session).byYes("Revoke token " + id + "? Whoever uses it is locked out.");
      String key = session.context().ids().get();
      session.client().send("DELETE", ApiPath.of("tokens", id), JsonObject.EMPTY, key);
      session.output().json(JsonObject.of("np.token/1").with("id", id).with("revoked", true));
      return Outcome.success("Revoked " + Output.safe(id) + ".");
    }
  }

  /** The document with its schema first, whether the server has put it there or not. */
  private static JsonObject schema(String schema, JsonObject document) {
    if (!document.text("schema").isEmpty()) {
      return document;
    }
    JsonObject whole = JsonObject.of(schema);
    for (String name : List.copyOf(document.members().keySet())) {
      whole = whole.with(name, document.members().getOrDefault(name, new np.cli.json.Json.Null()));
    }
    return whole;
  }
}
