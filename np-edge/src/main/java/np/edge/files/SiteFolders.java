package np.edge.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import np.model.Artifact;
import np.model.Site;
import org.jspecify.annotations.Nullable;

/** Finds the directories of sites on disk: {@code <home>/apps/<tenant>/<app>/releases/<n>/app}. */
final class SiteFolders {
  private final Path apps;

  SiteFolders(Path home) {
    this.apps = home.resolve("apps");
  }

  /**
   * Opens a directory of a site, to be closed; null when it does not exist.
   *
   * @throws IOException when the artifact itself is not there
   */
  @Nullable Folder open(Site site, List<String> names) throws IOException {
    List<String> steps = new ArrayList<>();
    steps.add("app");
    for (String step : site.directory().split("/", -1)) {
      if (step.equals("..")) {
        return null;
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.add(step);
      }
    }
    steps.addAll(names);
    return walk(Folder.open(release(site.artifact())), steps);
  }

  /** When the artifact came to this machine, seconds since 1970. */
  long madeSecond(Site site) throws IOException {
    return Files.getLastModifiedTime(release(site.artifact())).toMillis() / 1000;
  }

  private static @Nullable Folder walk(Folder start, List<String> names) throws IOException {
    Folder current = start;
    for (String name : names) {
      try (Folder left = current) {
        current = left.enter(name);
      }
      if (current == null) {
        return null;
      }
    }
    return current;
  }

  private Path release(Artifact artifact) {
    return apps.resolve(artifact.app().tenant().value())
        .resolve(artifact.app().app().value())
        .resolve("releases")
        .resolve(Integer.toString(artifact.builtBy().value()));
  }
}
