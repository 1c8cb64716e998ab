package np.edge.http;

/** Produces a body and can be held back. All calls come on one event loop. */
public interface BodySource {
  /** A source that has nothing to hold back. */
  BodySource IDLE =
      new BodySource() {
        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
      };

  /** The taker is full: produce nothing until {@link #resume}. */
  void pause();

  /** The taker has room again. */
  void resume();

  /** Nobody wants the body any more. */
  void cancel();
}
