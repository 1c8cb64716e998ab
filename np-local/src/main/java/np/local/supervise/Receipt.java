package np.local.supervise;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import np.model.ErrorCode;
import np.model.NpException;
import org.jspecify.annotations.Nullable;

/** Lets a caller wait until its wish is on disk. */
final class Receipt {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch given = new CountDownLatch(1);
  private volatile @Nullable RuntimeException failure;

  void give() {
    given.countDown();
  }

  void refuse(RuntimeException why) {
    failure = why;
    given.countDown();
  }

  /** Returns when the wish is on disk, or throws why it is not. */
  void await() {
    boolean answered;
    try {
      answered = given.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answered = false;
    }
    RuntimeException why = failure;
    if (why != null) {
      throw why;
    }
    if (!answered) {
      throw new NpException.Unavailable(
          ErrorCode.ENGINE_UNAVAILABLE, "np node is busy or stopping", "try again");
    }
  }
}
