package np.server.tenants;

import java.time.Instant;
import java.util.List;
import np.api.Schemas;
import np.api.TenantView;
import np.api.TokenView;
import np.model.Role;
import np.model.TenantName;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.Feature;
import np.server.http.Principal;

/** /v1/tenants, /v1/tokens and /v1/whoami. */
public final class TenantRoutes implements Feature {
  private final Tenants tenants;
  private final Tokens tokens;

  public TenantRoutes(Tenants tenants, Tokens tokens) {
    this.tenants = tenants;
    this.tokens = tokens;
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/v1/whoami")
            .needs(Role.VIEWER)
            .says("Who the token belongs to")
            .answers(200, TokenView.Whoami.class)
            .by(this::whoami),
        ApiRoute.get("/v1/tenants")
            .needs(Role.OPERATOR)
            .says("All tenants")
            .answers(200, TenantView.Page.class)
            .by(request -> Answer.ok(new TenantView.Page(Schemas.TENANTS, tenants.list()))),
        ApiRoute.post("/v1/tenants")
            .needs(Role.OPERATOR)
            .says("Makes a tenant")
            .takes(TenantView.Request.class)
            .answers(201, TenantView.class)
            .by(this::createTenant),
        ApiRoute.get("/v1/tokens")
            .needs(Role.OWNER)
            .says("The tenant's tokens, without their values")
            .answers(200, TokenView.Page.class)
            .by(this::listTokens),
        ApiRoute.post("/v1/tokens")
            .needs(Role.OWNER)
            .says("Makes a token; the only time that its value is shown")
            .takes(TokenView.Request.class)
            .answers(201, TokenView.Created.class)
            .by(this::createToken),
        ApiRoute.delete("/v1/tokens/{id}")
            .needs(Role.OWNER)
            .says("Revokes a token at once")
            .answers(204)
            .by(this::revokeToken));
  }

  private Answer whoami(ApiRequest request) {
    Principal who = request.principal();
    return Answer.ok(
        new TokenView.Whoami(
            Schemas.WHOAMI, who.name(), RoleWord.of(who.role()), who.tenant().value()));
  }

  private Answer createTenant(ApiRequest request) {
    TenantView.Request wanted = request.body(TenantView.Request.class);
    return Answer.created(tenants.create(request.principal(), new TenantName(wanted.name())));
  }

  private Answer listTokens(ApiRequest request) {
    List<TokenView> views =
        tokens.list(request.principal().tenant()).stream().map(TenantRoutes::view).toList();
    return Answer.ok(new TokenView.Page(Schemas.TOKENS, views));
  }

  private Answer createToken(ApiRequest request) {
    TokenView.Request wanted = request.body(TokenView.Request.class);
    Tokens.Made made =
        tokens.create(
            request.principal(), new TokenName(wanted.name()), RoleWord.parse(wanted.role()));
    return new Answer.ShownOnce(
        201, new TokenView.Created(Schemas.TOKEN, view(made.token()), made.value().reveal()));
  }

  private Answer revokeToken(ApiRequest request) {
    tokens.revoke(request.principal(), request.path("id"));
    return Answer.noContent();
  }

  private static TokenView view(Token token) {
    return new TokenView(
        token.id(),
        token.name(),
        RoleWord.of(token.role()),
        token.tenant().value(),
        token.createdAt().toString(),
        token.lastUsedAt().map(Instant::toString).orElse(""));
  }
}
