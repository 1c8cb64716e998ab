package np.testkit;

import java.util.List;

/** What a program of a contract test does; each driver's test says which command does it. */
public sealed interface Act {

  /** Answers GET / with 200 on PORT and prints {@code serving VERSION}. */
  record Serve(int version) implements Act {}

  /** Never makes it, in this way. */
  record Fail(Failure failure) implements Act {}

  /** Prints lines and exits. */
  record Print(List<String> lines, int exit) implements Act {
    public Print {
      lines = List.copyOf(lines);
    }
  }

  /** Copies its standard input to its standard output; then says {@code end} on the other one. */
  record Echo(int exit) implements Act {}

  /** Writes without end. */
  record Pour() implements Act {}

  /** Prints COLUMNSxROWS of its terminal now and whenever they change. */
  record Measure() implements Act {}

  /** Runs without a word until it is stopped. */
  record Idle() implements Act {}

  /** Ways to fail. */
  enum Failure {
    /** Exits with 3 as soon as it is started. */
    EXITS_AT_ONCE,
    /** Listens nowhere. */
    NEVER_READY,
    /** Answers every request with 500. */
    ANSWERS_500,
    /** Listens on another port than PORT. */
    WRONG_PORT,
    /** Uses more memory than it may. */
    OUT_OF_MEMORY,
    /** Listens nowhere and ignores SIGTERM. */
    IGNORES_SIGTERM
  }
}
