package np.spec.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import np.model.ErrorCode;
import np.spec.ParsedSpec;
import np.spec.SpecParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {

  @Test
  void emptyDirectorySaysWhatWasLookedFor() {
    Detection.NotFound missing = notFound("README.md", "");

    assertThat(missing.message()).contains("package.json", "pom.xml", "Procfile", "index.html");
    assertThat(missing.hint()).contains("np init");
    assertThat(missing.problem().code()).isEqualTo(ErrorCode.SPEC_NOT_DETECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "\u0000", "{\"scripts\": 3}", "{\"main\": []}", "&a [*a]"})
  void strangePackageJsonIsNoException(String text) {
    assertThat(detect("package.json", text)).isInstanceOf(Detection.NotFound.class);
  }

  @Test
  void bracketBombInPackageJsonIsNoException() {
    assertThat(notFound("package.json", "[".repeat(100_000)).message()).contains("package.json");
    assertThat(notFound("package.json", "{\"a\":".repeat(40_000)).message())
        .contains("package.json");
  }

  @Test
  void nothingFromAFileReachesTheShellUnquoted() {
    assertThat(
            yaml(
                "package.json", "{\"main\": \"a b'; rm -rf ~; '.js\"}", "a b'; rm -rf ~; '.js", ""))
        .isEqualTo("run: \"node 'a b'\\\\''; rm -rf ~; '\\\\''.js'\"\n");
    assertThat(yaml("-x y.jar", "")).contains("-jar '-x y.jar'");
  }

  @Test
  void severalJarsOrModulesAreNotGuessedAt() {
    assertThat(notFound("a.jar", "", "b.jar", "").message()).contains("several jars");
    assertThat(notFound("pom.xml", "<project><modules/><modules>").message()).contains("modules");
  }

  @Test
  void pageAtTheTopIsASite() {
    assertThat(yaml("index.html", "")).isEqualTo("static: .\n");
    assertThat(yaml("public/index.html", "")).isEqualTo("static: ./public\n");
  }

  @Test
  void nodeAppWithLockBuildAndStart() {
    Detection.Found found =
        found(
            "package.json",
            "{\n\t\"scripts\": {\n\t\t\"build\": \"tsc\",\n\t\t\"start\": \"node dist\"\n\t},\n"
                + "\t\"engines\": {\"node\": \"22.x\"}}",
            "package-lock.json",
            "");

    assertThat(found.yaml())
        .isEqualTo("runtime: node-22\nbuild: npm ci && npm run build\nrun: npm start\n");
    assertThat(found.reasons())
        .containsExactly(
            "runtime: node-22, because package.json has engines.node 22.x",
            "build: npm ci && npm run build, because there is package-lock.json and package.json"
                + " has scripts.build",
            "run: npm start, because package.json has scripts.start");
  }

  @Test
  void nodeVersionRangeIsNoRuntime() {
    assertThat(
            yaml(
                "package.json",
                "{\"engines\": {\"node\": \">=18\"}, \"dependencies\": {\"express\": \"5\"}}",
                "server.js",
                ""))
        .isEqualTo("build: npm install\nrun: node server.js\n");
  }

  @Test
  void singlePageAppIsServedNotRun() {
    assertThat(
            yaml(
                "package.json",
                "{\"scripts\": {\"build\": \"vite build\", \"start\": \"vite\"},"
                    + " \"devDependencies\": {\"vite\": \"7\"}}",
                "package-lock.json",
                "",
                "index.html",
                ""))
        .isEqualTo("static: {directory: ./dist, spa: true}\nbuild: npm ci && npm run build\n");
  }

  @Test
  void packageJsonBesideAPageIsStillASite() {
    assertThat(yaml("package.json", "{\"name\": \"x\"}", "index.html", ""))
        .isEqualTo("static: .\n");
  }

  @Test
  void mavenProjects() {
    assertThat(yaml("pom.xml", "<project/>", "mvnw", ""))
        .isEqualTo("build: ./mvnw -B -q -DskipTests package\nrun: \"java -jar target/*.jar\"\n");
    assertThat(yaml("pom.xml", "<artifactId>spring-boot-starter-web</artifactId>"))
        .contains("mvn -B", "-Dserver.port=$PORT");
    assertThat(yaml("app.jar", "")).contains("-jar app.jar");
  }

  @Test
  void pythonProjects() {
    assertThat(yaml("requirements.txt", "flask==3.0\n", "app.py", ""))
        .contains("pip install --disable-pip-version-check -r requirements.txt")
        .contains("flask --app app run --host 0.0.0.0 --port $PORT");
    assertThat(yaml("requirements.txt", "Django\ngunicorn\n", "manage.py", "", "shop/wsgi.py", ""))
        .contains(".venv/bin/gunicorn shop.wsgi --bind 0.0.0.0:$PORT");
    assertThat(yaml("pyproject.toml", "dependencies = [\"fastapi[standard]>=0.1\"]", "main.py", ""))
        .contains("pip-version-check .", "uvicorn main:app");
    assertThat(yaml("requirements.txt", "", "main.py", "")).contains(".venv/bin/python main.py");
    assertThat(notFound("requirements.txt", "x").message()).contains("main.py");
  }

  @Test
  void procfileWinsAndBringsWorkers() {
    String procfile =
        "# c\nweb: gunicorn app:app\nworker_2: python w.py\nrelease: python m.py\nx: y\n";

    assertThat(yaml("requirements.txt", "gunicorn", "app.py", "", "Procfile", procfile))
        .contains("\"export PATH=\\\"$PWD/.venv/bin:$PATH\\\"; gunicorn app:app\"")
        .contains("  worker-2:\n    run:")
        .contains("release: ");
    assertThat(yaml("Procfile", "web: ./server\nworker: ./work\n"))
        .isEqualTo("run: ./server\nprocesses:\n  worker:\n    run: ./work\n");
  }

  private static String yaml(String... filesAndTexts) {
    return found(filesAndTexts).yaml();
  }

  private static Detection.Found found(String... filesAndTexts) {
    return switch (detect(filesAndTexts)) {
      case Detection.Found found -> {
        assertThat(found.reasons()).isNotEmpty();
        assertThat(SpecParser.parse(found.yaml(), "np.yaml", Optional.empty()))
            .as(found.yaml())
            .isInstanceOf(ParsedSpec.Valid.class);
        yield found;
      }
      case Detection.NotFound missing -> throw new AssertionError(missing);
    };
  }

  private static Detection.NotFound notFound(String... filesAndTexts) {
    return switch (detect(filesAndTexts)) {
      case Detection.Found found -> throw new AssertionError(found);
      case Detection.NotFound missing -> missing;
    };
  }

  private static Detection detect(String... filesAndTexts) {
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < filesAndTexts.length; i += 2) {
      texts.put(filesAndTexts[i], filesAndTexts[i + 1]);
    }
    Set<String> files = Set.copyOf(texts.keySet());
    return Detector.detect(new DirectoryListing(files, texts));
  }
}
