package np.model;

/**
 * An immutable directory with the built app.
 *
 * @param app whose it is
 * @param builtBy the release that built it; later releases may use it again
 * @param digest of everything that went into it: source, build command, runtime
 */
public record Artifact(AppId app, ReleaseNumber builtBy, Digest digest) {}
