package np.spec.detect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Python apps, in a virtual environment of their own. */
final class PythonDetector {
  private static final List<String> ENTRIES =
      List.of("main.py", "app.py", "server.py", "wsgi.py", "asgi.py");

  private final DirectoryListing listing;
  private final Draft draft;
  private final String dependencies;

  PythonDetector(DirectoryListing listing, Draft draft) {
    this.listing = listing;
    this.draft = draft;
    this.dependencies =
        (listing.text("requirements.txt").orElse("") + listing.text("pyproject.toml").orElse(""))
            .toLowerCase(Locale.ROOT);
  }

  static boolean matches(DirectoryListing listing) {
    return listing.has("requirements.txt") || listing.has("pyproject.toml");
  }

  Optional<String> detect() {
    boolean requirements = listing.has("requirements.txt");
    draft.say(
        "build",
        "python3 -m venv .venv && .venv/bin/pip install --disable-pip-version-check "
            + (requirements ? "-r requirements.txt" : "."),
        "there is " + (requirements ? "requirements.txt" : "pyproject.toml"));
    if (listing.has("manage.py")) {
      django();
      return Optional.empty();
    }
    Optional<String> entry = listing.first(ENTRIES);
    entry.ifPresent(this::run);
    return entry.isPresent()
        ? Optional.empty()
        : Optional.of("there is neither a Procfile nor one of " + String.join(", ", ENTRIES));
  }

  private void django() {
    Optional<String> wsgi =
        listing.files().stream().filter(file -> file.matches("[a-z_0-9]+/wsgi\\.py")).findFirst();
    if (uses("gunicorn") && wsgi.isPresent()) {
      String module = wsgi.get().replaceFirst("/wsgi\\.py$", ".wsgi");
      draft.say(
          "run",
          ".venv/bin/gunicorn " + module + " --bind 0.0.0.0:$PORT",
          "there are manage.py and gunicorn");
    } else {
      draft.say(
          "run",
          ".venv/bin/python manage.py runserver --noreload 0.0.0.0:$PORT",
          "there is manage.py; add gunicorn to the requirements for production");
    }
  }

  private void run(String file) {
    String module = file.replaceFirst("\\.py$", "");
    if (uses("fastapi") || uses("uvicorn")) {
      run("uvicorn " + module + ":app --host 0.0.0.0 --port $PORT", file, "uvicorn");
    } else if (uses("gunicorn")) {
      run("gunicorn " + module + ":app --bind 0.0.0.0:$PORT", file, "gunicorn");
    } else if (uses("flask")) {
      run("flask --app " + module + " run --host 0.0.0.0 --port $PORT", file, "flask");
    } else {
      draft.say("run", ".venv/bin/python " + file, "there is " + file + "; it must read $PORT");
    }
  }

  private void run(String line, String file, String tool) {
    draft.say("run", ".venv/bin/" + line, "there are " + file + " and " + tool);
  }

  private boolean uses(String name) {
    return Pattern.compile("(?m)(^|[\\s\"'])" + name + "([\\s\"'=<>~!;,\\[]|$)")
        .matcher(dependencies)
        .find();
  }
}
