package np.edge.table;

import java.nio.file.Path;
import np.model.RouteTable;

/** The table in force, on disk and compiled; it changes only as a whole and only to a newer one. */
public final class RouteTableHolder {
  private final StateFile file;
  private volatile Router router;
  private String seen = "";

  /**
   * Starts with the table in {@code directory}, or an empty one when there is none or it is bad.
   */
  public RouteTableHolder(Path directory) {
    file = new StateFile(directory.resolve("routes.json"), "np.routes/1");
    router = new Router(file.load(RouteTableJson::read).orElse(RouteTable.EMPTY));
  }

  public Router router() {
    return router;
  }

  /** Takes a newer table that another edge has put on disk; costs little when there is none. */
  public synchronized void follow() {
    String stamp = file.stamp();
    if (!stamp.equals(seen)) {
      seen = stamp;
      file.load(RouteTableJson::read)
          .filter(table -> table.generation() > router.table().generation())
          .ifPresent(table -> router = new Router(table));
    }
  }

  /** Takes a newer table: first to disk, then into force. An older one changes nothing. */
  public synchronized void publish(RouteTable wanted) {
    if (wanted.generation() > router.table().generation()) {
      Router compiled = new Router(wanted);
      file.save(RouteTableJson.write(wanted));
      router = compiled;
    }
  }
}
