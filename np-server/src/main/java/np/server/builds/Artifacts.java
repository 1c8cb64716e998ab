package np.server.builds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import np.model.AppId;
import np.model.Artifact;
import np.model.Digest;
import np.model.ReleaseNumber;

/**
 * The directories of built apps, {@code <home>/apps/<tenant>/<app>/releases/<n>/app}. A directory
 * of that name is whole: it is unpacked under another name and renamed.
 */
public final class Artifacts {
  private final Path root;
  private final ArchiveReader reader;
  private final Uploads uploads;

  /**
   * @param root {@code <home>/apps}, made when missing
   */
  public Artifacts(Path root, ArchiveReader reader, Uploads uploads) {
    this.root = root;
    this.reader = reader;
    this.uploads = uploads;
  }

  /** Where the artifact of a release is or will be. */
  public Path directory(Artifact artifact) {
    return release(artifact.app(), artifact.builtBy()).resolve("app");
  }

  /** Whether its source has been unpacked. */
  public boolean exists(Artifact artifact) {
    return Files.isDirectory(directory(artifact), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Unpacks an uploaded source as the beginning of an artifact; nothing happens when that was done
   * before.
   */
  public void unpack(Artifact artifact, Digest source) throws IOException {
    if (exists(artifact)) {
      return;
    }
    Path parent = release(artifact.app(), artifact.builtBy());
    Path fresh = Files.createDirectories(parent).resolve("unpacking");
    Trees.delete(fresh);
    Files.createDirectory(fresh);
    try (InputStream archive = uploads.open(artifact.app().tenant(), source)) {
      reader.read(archive, new DirectoryTarget(fresh), source);
      Files.move(fresh, directory(artifact), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Trees.delete(fresh);
    }
  }

  /**
   * Returns when all of an artifact is on the disk, so that it may be called whole: a rename alone
   * survives a power failure, and what it names may be empty afterwards.
   */
  public void sync(Artifact artifact) throws IOException {
    new FileSystemSync().sync(directory(artifact));
  }

  /** Deletes the artifacts of these releases of an app. */
  public void sweep(AppId app, Predicate<ReleaseNumber> doomed) {
    for (Path release : list(app(app).resolve("releases"))) {
      String name = release.getFileName().toString();
      boolean ours = name.matches("[1-9][0-9]{0,8}");
      if (ours && doomed.test(ReleaseNumber.parse(name))) {
        Trees.delete(release);
      }
    }
  }

  /** Deletes everything that an app has built, its build cache included. */
  public void forget(AppId app) {
    Trees.delete(app(app));
  }

  private Path app(AppId app) {
    return root.resolve(app.tenant().value()).resolve(app.app().value());
  }

  private Path release(AppId app, ReleaseNumber number) {
    return app(app).resolve("releases").resolve(Integer.toString(number.value()));
  }

  private static List<Path> list(Path directory) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(found::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
    return found;
  }
}
