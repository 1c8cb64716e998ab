package np.local.supervise;

import np.local.process.Running;

/**
 * An instance whose process runs, and who watches it. Closing it ends the watching only.
 *
 * @param running its process
 * @param health asks whether it serves
 * @param watcher waits for its end
 */
record LiveInstance(Running running, HealthMonitor health, Thread watcher)
    implements AutoCloseable {

  @Override
  public void close() {
    health.close();
    watcher.interrupt();
  }
}
