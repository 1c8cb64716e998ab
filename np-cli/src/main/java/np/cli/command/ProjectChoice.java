package np.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import np.cli.output.Output;
import np.model.ErrorCode;
import np.model.NpException;

/** What is to be deployed, and under which name: {@code np deploy [DIR|APP]}. */
final class ProjectChoice {
  private final Session session;

  ProjectChoice(Session session) {
    this.session = session;
  }

  Project choose(Optional<String> argument) {
    Optional<Path> directory = argument.flatMap(this::directory);
    Optional<String> app = directory.isPresent() ? Optional.empty() : argument;
    Optional<String> named = new AppChoice(session).given(app);
    Optional<ProjectFile> file = file(directory);
    Path base =
        directory.orElseGet(() -> file.map(ProjectFile::directory).orElse(session.directory()));
    if (file.isPresent()) {
      return written(base, file.get(), named);
    }
    try {
      return detected(base, named);
    } catch (NpException.Invalid e) {
      boolean nothing = e.code() == ErrorCode.SPEC_NOT_DETECTED;
      throw app.filter(name -> nothing).map(name -> neither(name, base)).orElse(e);
    }
  }

  private NpException.Invalid neither(String argument, Path base) {
    return new NpException.Invalid(
        ErrorCode.BAD_VALUE,
        "there is no directory "
            + Output.safe(argument)
            + ", and "
            + Output.safe(session.shown(base))
            + " holds nothing that could be deployed as an app of that name",
        "np deploy takes a directory, or the name of the app whose directory this is");
  }

  /** An existing directory wins over an app of that name. */
  private Optional<Path> directory(String argument) {
    Path path = session.directory().resolve(argument).normalize();
    if (Files.isDirectory(path)) {
      return Optional.of(path);
    }
    if (argument.contains("/") || argument.startsWith(".")) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          Output.safe(argument) + " is not a directory",
          "np deploy takes a directory or the name of an app");
    }
    return Optional.empty();
  }

  private Optional<ProjectFile> file(Optional<Path> directory) {
    Optional<String> given = session.globals().file();
    if (given.isPresent()) {
      return Optional.of(new ProjectFile(session.directory().resolve(given.get()).normalize()));
    }
    if (directory.isPresent()) {
      // Not above it: the np.yaml of a whole repository is not that of one example in it.
      Path file = directory.get().resolve(ProjectFile.NAME);
      return Files.isRegularFile(file) ? Optional.of(new ProjectFile(file)) : Optional.empty();
    }
    return ProjectFile.find(session.directory());
  }

  private Project written(Path base, ProjectFile file, Optional<String> named) {
    Path path = file.path();
    String app = app(named, file::appName);
    return new Project(base, name(path), file.text(), app, session.shown(path), path);
  }

  private Project detected(Path base, Optional<String> named) {
    Detection found = Detection.of(base);
    String app = app(named, () -> ProjectFile.nameOf(base));
    String origin = session.shown(base) + " without np.yaml: " + found.why();
    return new Project(base, ProjectFile.NAME, found.text(), app, origin, base);
  }

  /** A given name is taken as it is; that of a file is the one in the chosen environment. */
  private String app(Optional<String> given, Supplier<String> own) {
    return given.orElseGet(() -> new AppChoice(session).here(own.get()));
  }

  private static String name(Path file) {
    Path last = file.getFileName();
    return last == null ? ProjectFile.NAME : last.toString();
  }
}
