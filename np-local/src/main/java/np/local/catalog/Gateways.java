package np.local.catalog;

import java.util.Collection;
import java.util.function.Consumer;
import np.spi.DatabaseCatalog;

/** A catalog of databases for many gateways, each of which speaks for itself. */
public interface Gateways extends DatabaseCatalog {

  /** As {@link #watch}, for one gateway, which reports its own sessions and takes them with it. */
  DatabaseBoard.Gateway join(Consumer<Collection<Change>> sink);
}
