package np.server.apps;

import np.model.DatabaseLogin;
import np.model.Pooling;

/** How an app connects to a database, from the machine that it runs on. */
public record AppLogin(DatabaseLogin direct, DatabaseLogin pooled) {

  DatabaseLogin of(Pooling pooling) {
    return switch (pooling) {
      case NONE -> direct;
      case TRANSACTION -> pooled;
    };
  }
}
