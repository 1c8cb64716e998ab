package np.spec.detect;

import java.util.List;
import java.util.Optional;

/** Executable jars, ready or built by Maven. */
final class JavaDetector {
  private JavaDetector() {}

  static List<String> jars(DirectoryListing listing) {
    return listing.files().stream()
        .filter(file -> file.endsWith(".jar") && !file.contains("/"))
        .toList();
  }

  static Optional<String> detect(DirectoryListing listing, Draft draft) {
    if (!listing.has("pom.xml")) {
      String jar = jars(listing).getFirst();
      String line = "java -Dserver.port=$PORT -jar " + ShellWord.quote(jar);
      draft.say("run", line, "there is one jar; Spring Boot reads server.port");
      return Optional.empty();
    }
    String pom = listing.text("pom.xml").orElse("");
    if (pom.contains("<modules>")) {
      return Optional.of("pom.xml has several modules, and it is not clear which one is the app");
    }
    build(listing, draft);
    run(pom, draft);
    return Optional.empty();
  }

  private static void build(DirectoryListing listing, Draft draft) {
    boolean wrapper = listing.has("mvnw");
    draft.say(
        "build",
        (wrapper ? "./mvnw" : "mvn") + " -B -q -DskipTests package",
        wrapper ? "there are pom.xml and mvnw" : "there is pom.xml and no mvnw");
  }

  private static void run(String pom, Draft draft) {
    if (pom.contains("quarkus-maven-plugin")) {
      draft.say(
          "run",
          "java -Dquarkus.http.port=$PORT -jar target/quarkus-app/quarkus-run.jar",
          "pom.xml uses Quarkus");
    } else if (pom.contains("spring-boot")) {
      draft.say(
          "run",
          "java -Dserver.port=$PORT -jar target/*.jar",
          "pom.xml uses Spring Boot, which reads server.port");
    } else {
      draft.say("run", "java -jar target/*.jar", "Maven writes the jar there; it must read $PORT");
    }
  }
}
