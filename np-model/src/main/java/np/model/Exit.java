package np.model;

/** How a process ended. */
public sealed interface Exit {
  /** In words: {@code exited with 1}. */
  String why();

  /**
   * By itself.
   *
   * @param code 0 to 255
   */
  record Code(int code) implements Exit {
    @Override
    public String why() {
      return "exited with " + code;
    }
  }

  /**
   * By a signal (signal(7)).
   *
   * @param number 1 to 64
   */
  record Signalled(int number) implements Exit {
    @Override
    public String why() {
      return "was killed by signal " + number;
    }
  }

  /** By the kernel because it or its group used more than {@code limit}. */
  record OutOfMemory(ByteSize limit) implements Exit {
    @Override
    public String why() {
      return "ran out of memory (limit " + limit + ")";
    }
  }

  /** While nobody was there to see it. */
  record Unknown() implements Exit {
    @Override
    public String why() {
      return "ended; its exit code is lost, because np node was started again while it ran";
    }
  }
}
