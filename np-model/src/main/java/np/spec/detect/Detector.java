package np.spec.detect;

import java.util.List;
import java.util.Optional;

/** Chooses how to build and run a directory that has no np.yaml. */
public final class Detector {
  private static final List<String> SITES =
      List.of(
          "index.html",
          "public/index.html",
          "dist/index.html",
          "build/index.html",
          "out/index.html",
          "_site/index.html",
          "www/index.html");

  private static final String HINT =
      "write an np.yaml: `static: ./public`, or `run:` with the command that starts the app"
          + " (np init writes a commented one)";

  private Detector() {}

  /**
   * Looks at names and a few small files; pure, and never throws for what is in them. In order:
   * package.json, pom.xml, a jar, requirements.txt or pyproject.toml, each with a Procfile on top
   * where there is one; a Procfile alone; index.html.
   */
  public static Detection detect(DirectoryListing listing) {
    Draft draft = new Draft();
    Optional<String> obstacle = platform(listing, draft);
    Procfile.parse(listing.text("Procfile").orElse("")).addTo(draft, pythonPath(listing));
    if (!draft.runs()) {
      site(listing, draft);
    }
    return draft.runs() ? draft.found() : notFound(obstacle);
  }

  /** What the language's own files say; empty, or why they do not suffice. */
  private static Optional<String> platform(DirectoryListing listing, Draft draft) {
    if (listing.has("package.json")) {
      return new NodeDetector(listing, draft).detect();
    }
    if (listing.has("pom.xml") || JavaDetector.jars(listing).size() == 1) {
      return JavaDetector.detect(listing, draft);
    }
    if (PythonDetector.matches(listing)) {
      return new PythonDetector(listing, draft).detect();
    }
    return JavaDetector.jars(listing).size() > 1
        ? Optional.of("there are several jars")
        : Optional.empty();
  }

  private static String pythonPath(DirectoryListing listing) {
    boolean python = PythonDetector.matches(listing) && !listing.has("package.json");
    return python ? "export PATH=\"$PWD/.venv/bin:$PATH\"; " : "";
  }

  private static void site(DirectoryListing listing, Draft draft) {
    listing
        .first(SITES)
        .ifPresent(
            page -> {
              int slash = page.indexOf('/');
              String directory = slash < 0 ? "." : "./" + page.substring(0, slash);
              draft.say("static", directory, "there is " + page);
            });
  }

  private static Detection notFound(Optional<String> obstacle) {
    String looked =
        "np cannot tell how to run this directory: it looked for np.yaml, package.json, pom.xml,"
            + " a jar, requirements.txt, pyproject.toml, Procfile and index.html";
    return new Detection.NotFound(
        obstacle.map(why -> "np cannot tell how to run this directory: " + why).orElse(looked),
        HINT);
  }
}
