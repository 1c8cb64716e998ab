package np.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import np.cli.output.Output;
import np.spec.AppSpec;

/** Notices the build that was forgotten: what an app needs is not installed by itself. */
final class BuildAdvice {
  private static final String BUILD = "build: ";

  private BuildAdvice() {}

  /** A line for an app that runs something and builds nothing, where np itself would build. */
  static Optional<String> of(AppSpec spec, Path directory) {
    if (spec.build().isPresent() || spec.processes().isEmpty()) {
      return Optional.empty();
    }
    return switch (Detection.look(directory)) {
      case np.spec.detect.Detection.Found found ->
          found.reasons().stream()
              .filter(reason -> reason.startsWith(BUILD))
              .findFirst()
              .map(reason -> " ! np.yaml has no build. Is it missing? " + Output.safe(reason));
      case np.spec.detect.Detection.NotFound _ -> Optional.empty();
    };
  }
}
