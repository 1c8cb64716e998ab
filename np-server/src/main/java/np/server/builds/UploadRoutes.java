package np.server.builds;

import java.io.IOException;
import java.util.List;
import np.model.Digest;
import np.model.Role;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.Feature;

/** The API of uploads. */
public final class UploadRoutes implements Feature {
  private final Uploads uploads;

  public UploadRoutes(Uploads uploads) {
    this.uploads = uploads;
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.head("/v1/uploads/{digest}")
            .needs(Role.DEVELOPER)
            .says("Tells whether a source was uploaded")
            .answers(200)
            .by(this::has),
        ApiRoute.put("/v1/uploads/{digest}")
            .needs(Role.DEVELOPER)
            .says("Uploads a source as tar.gz; its digest is that of its tree")
            .takes("application/gzip", ArchiveLimits.DEFAULT.packed())
            .answers(204)
            .by(this::put));
  }

  private Answer has(ApiRequest request) {
    Digest digest = new Digest(request.path("digest"));
    boolean there = uploads.has(request.principal().tenant(), digest);
    return there ? new Answer.Empty(200) : Answer.absent();
  }

  private Answer put(ApiRequest request) throws IOException {
    Digest digest = new Digest(request.path("digest"));
    uploads.receive(request.principal().tenant(), digest, request.bodyStream());
    return Answer.noContent();
  }
}
