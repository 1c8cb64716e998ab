package np.plan;

import java.util.Map;
import java.util.Optional;
import np.model.AppId;
import np.model.AppName;
import np.model.Artifact;
import np.model.Digest;
import np.model.Environment;
import np.model.ReleaseNumber;
import np.model.TenantName;
import np.spec.AppSpec;
import np.spec.ParsedSpec;
import np.spec.SpecParser;

/** Specs and artifacts for the tests of this package. */
final class Specs {
  static final AppId SHOP = app("default", "shop");

  private Specs() {}

  static AppId app(String tenant, String name) {
    return new AppId(new TenantName(tenant), new AppName(name));
  }

  static AppSpec parse(String... lines) {
    String text = String.join("\n", lines);
    return switch (SpecParser.parse(text, "np.yaml", Optional.empty())) {
      case ParsedSpec.Valid valid -> valid.spec();
      case ParsedSpec.Invalid invalid -> throw new AssertionError(invalid.diagnostics());
    };
  }

  static Artifact artifact(String content) {
    return new Artifact(SHOP, new ReleaseNumber(1), Digest.of(content));
  }

  static Blueprint blueprint(AppSpec spec) {
    return blueprint(spec, new Environment(spec.env(), Map.of()));
  }

  static Blueprint blueprint(AppSpec spec, Environment environment) {
    return new Blueprint(spec, artifact("a"), environment, ScaleOverrides.NONE, Map.of());
  }
}
