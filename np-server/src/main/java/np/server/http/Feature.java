package np.server.http;

import java.util.List;

/** A part of the server that brings routes and may have something running. */
public interface Feature extends AutoCloseable {

  /** Its route table. */
  List<ApiRoute> routes();

  /** Starts what runs beside requests; called once, after migrations and before the first one. */
  default void start() {}

  /** Stops what {@link #start} began; unfinished work is resumed at the next start. */
  @Override
  default void close() {}
}
