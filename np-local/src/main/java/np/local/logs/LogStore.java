package np.local.logs;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import np.model.AppId;
import np.model.InstanceId;
import np.model.LogLine;
import np.spi.LogQuery;
import np.spi.LogSubscription;

/** Keeps the output of instances and one-offs. */
public interface LogStore {

  /**
   * The file to which stdout and stderr of an instance are appended; its directory exists. The
   * store tails and rotates it from now on.
   *
   * @param source {@code web.1}, {@code build}, {@code release}, {@code run}
   */
  Path file(AppId app, String source, InstanceId instance);

  /** See {@link np.spi.Engine#logs}. */
  LogSubscription query(LogQuery query, Consumer<LogLine> sink);

  /** The end of an instance's output, oldest first. */
  List<String> lastLines(AppId app, InstanceId instance, int count);

  /** Deletes all output of an app. */
  void forget(AppId app);
}
