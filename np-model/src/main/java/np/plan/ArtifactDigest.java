package np.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import np.model.Digest;
import np.spec.AppSpec;

/** Tells whether an artifact that exists already can be used again. */
public final class ArtifactDigest {
  private ArtifactDigest() {}

  /**
   * Covers all that goes into an artifact: the source and, when something is built, the command,
   * the runtime and the plain variables of the file, which {@link OneOffPlanner#build} gives to it.
   *
   * @param source the digest of the source tree
   */
  public static Digest of(AppSpec spec, Digest source) {
    List<String> parts = new ArrayList<>();
    parts.add(source.hex());
    spec.build()
        .ifPresent(
            build -> {
              parts.add(build.command());
              parts.add(spec.runtime().orElse(""));
              new TreeMap<>(ServicePlanner.plain(spec))
                  .forEach((name, value) -> parts.add(name + "=" + value));
            });
    return digest(parts);
  }

  /** Length first, so that no two lists of texts look alike. */
  private static Digest digest(List<String> parts) {
    MessageDigest sha256 = Digest.sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      sha256.update(bytes);
    }
    return Digest.of(sha256);
  }
}
