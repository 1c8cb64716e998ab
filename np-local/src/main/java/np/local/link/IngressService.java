package np.local.link;

import java.io.IOException;
import np.spi.Ingress;

/** Answers for an ingress. */
record IngressService(Ingress ingress) implements LinkService {

  @Override
  public void serve(Call call, LinkConnection connection) throws IOException {
    switch (call) {
      case Call.Publish publish -> {
        ingress.publish(publish.wanted());
        connection.send(new Reply.Done());
      }
      case Call.Verify verify ->
          connection.send(new Reply.Verified(ingress.verify(verify.route())));
      case Call.ToEngine misplaced -> throw LinkService.misplaced(misplaced);
      case Call.ToCatalog misplaced -> throw LinkService.misplaced(misplaced);
      case Call.Scrape misplaced -> throw LinkService.misplaced(misplaced);
      case Call.ToDatabases misplaced -> throw LinkService.misplaced(misplaced);
      case Call.ToGateways misplaced -> throw LinkService.misplaced(misplaced);
    }
  }
}
