package np.spec.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Node.js apps, and sites that are built with it. */
final class NodeDetector {
  private static final Pattern MAJOR =
      Pattern.compile("[v=^~\\s]*([0-9]{1,2})(\\.(x|\\*|[0-9]+))*");
  private static final Pattern DEVELOPMENT_SERVER =
      Pattern.compile("(.*\\s)?(react-scripts start|vue-cli-service serve|vite( dev| serve)?)\\s*");
  private static final List<String> ENTRIES = List.of("server.js", "index.js", "app.js", "main.js");

  private final DirectoryListing listing;
  private final Draft draft;

  NodeDetector(DirectoryListing listing, Draft draft) {
    this.listing = listing;
    this.draft = draft;
  }

  Optional<String> detect() {
    Optional<PackageJson> json = listing.text("package.json").flatMap(PackageJson::parse);
    if (json.isEmpty()) {
      return Optional.of("package.json cannot be read as JSON");
    }
    runtime(json.get());
    build(json.get());
    return start(json.get());
  }

  private void runtime(PackageJson json) {
    json.member("engines", "node")
        .map(MAJOR::matcher)
        .filter(Matcher::matches)
        .ifPresent(
            matcher ->
                draft.say(
                    "runtime",
                    "node-" + matcher.group(1),
                    "package.json has engines.node " + matcher.group()));
  }

  private void build(PackageJson json) {
    List<String> commands = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    install(json)
        .ifPresent(
            install -> {
              commands.add(install.getKey());
              reasons.add(install.getValue());
            });
    if (json.script("build").isPresent()) {
      commands.add("npm run build");
      reasons.add("package.json has scripts.build");
    }
    if (!commands.isEmpty()) {
      draft.say("build", String.join(" && ", commands), String.join(" and ", reasons));
    }
  }

  private Optional<Map.Entry<String, String>> install(PackageJson json) {
    Map<String, String> locks = new LinkedHashMap<>();
    locks.put("package-lock.json", "npm ci");
    locks.put("npm-shrinkwrap.json", "npm ci");
    locks.put("pnpm-lock.yaml", "npx --yes pnpm install --frozen-lockfile");
    locks.put("yarn.lock", "npx --yes yarn@1 install --frozen-lockfile");
    Optional<Map.Entry<String, String>> locked =
        locks.entrySet().stream()
            .filter(lock -> listing.has(lock.getKey()))
            .findFirst()
            .map(lock -> Map.entry(lock.getValue(), "there is " + lock.getKey()));
    return locked.or(
        () ->
            json.hasDependencies()
                ? Optional.of(
                    Map.entry("npm install", "package.json has dependencies and no lock file"))
                : Optional.empty());
  }

  private Optional<String> start(PackageJson json) {
    Optional<String> script = json.script("start");
    boolean development = script.filter(s -> DEVELOPMENT_SERVER.matcher(s).matches()).isPresent();
    if (script.isPresent() && !development) {
      draft.say("run", "npm start", "package.json has scripts.start");
      return Optional.empty();
    }
    Optional<String> output = siteOutput(json);
    if (output.isPresent()) {
      draft.say("static", "./" + output.get(), "that is where its build writes the site");
      draft.singlePage();
      return Optional.empty();
    }
    return entry(json);
  }

  /** Where builders of single-page apps write. */
  private static Optional<String> siteOutput(PackageJson json) {
    if (json.script("build").isEmpty()) {
      return Optional.empty();
    }
    if (json.needs("react-scripts")) {
      return Optional.of("build");
    }
    boolean dist = json.needs("vite") || json.needs("@vue/cli-service") || json.needs("parcel");
    return dist ? Optional.of("dist") : Optional.empty();
  }

  private Optional<String> entry(PackageJson json) {
    boolean built = json.script("build").isPresent();
    Optional<String> main =
        json.text("main")
            .map(file -> file.replaceFirst("^\\./", ""))
            .filter(file -> built || listing.has(file) || listing.has(file + ".js"));
    if (main.isPresent()) {
      String line = "node " + ShellWord.quote(main.get());
      draft.say("run", line, "package.json has main and no scripts.start");
      return Optional.empty();
    }
    Optional<String> file = listing.first(ENTRIES);
    file.ifPresent(name -> draft.say("run", "node " + name, "there is " + name));
    return file.isPresent()
        ? Optional.empty()
        : Optional.of("package.json has neither scripts.start nor main, and there is no server.js");
  }
}
