package np.edge.postgres.pool;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a session in an instance: what is prepared in it, and what it has to answer. */
public final class ServerState {
  private static final int MOST_STATEMENTS = 1_000;

  private final Map<ParseText, byte[]> prepared = new LinkedHashMap<>();
  private final ArrayDeque<Expected> expected = new ArrayDeque<>();
  private Script script = Script.EMPTY;

  /** What the session owes an answer to, as far as it matters. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Expected(Kind kind, @Nullable ParseText text, byte @Nullable [] name) {
    static final Expected SYNC = new Expected(Kind.SYNC, null, null);
    static final Expected QUERY = new Expected(Kind.QUERY, null, null);
    static final Expected PARSE = new Expected(Kind.PARSE, null, null);

    /** Kinds of requests. */
    enum Kind {
      /** A Sync: answered by ReadyForQuery. */
      SYNC,
      /** A simple query or function call: answered by ReadyForQuery. */
      QUERY,
      /** The client's Parse: its answer is the client's. */
      PARSE,
      /** A Parse that the client does not know of: nor shall it see the answer. */
      OWN_PARSE
    }
  }

  /** Whether nothing is owed. */
  public boolean isSettled() {
    return expected.isEmpty();
  }

  /** The settings that were made in it. */
  public Script script() {
    return script;
  }

  public void script(Script made) {
    script = made;
  }

  /** Whether so much is prepared in it that another session should take its place. */
  public boolean isFull() {
    return prepared.size() >= MOST_STATEMENTS;
  }

  /** The name of a statement that is prepared; null when it is not. */
  byte @Nullable [] prepared(ParseText text) {
    return prepared.get(text);
  }

  /** All that was prepared is gone. */
  void forget() {
    prepared.clear();
  }

  /** A statement counts as prepared from now on: what follows in a pipeline may rely on it. */
  void expect(Expected next) {
    expected.add(next);
    if (next.text != null && next.name != null) {
      prepared.put(next.text, next.name);
    }
  }

  /** Something was parsed; whether the client may see that. */
  boolean parsed() {
    Expected head = expected.peek();
    if (head == null || head.kind == Expected.Kind.SYNC || head.kind == Expected.Kind.QUERY) {
      return true;
    }
    expected.remove();
    return head.kind == Expected.Kind.PARSE;
  }

  /** An error: what follows up to the next Sync is not done. */
  void failed() {
    while (!expected.isEmpty() && isParse(expected.element())) {
      Expected undone = expected.remove();
      if (undone.text != null) {
        prepared.remove(undone.text);
      }
    }
  }

  private static boolean isParse(Expected one) {
    return one.kind == Expected.Kind.PARSE || one.kind == Expected.Kind.OWN_PARSE;
  }

  /** It copies in by the extended protocol: a Sync behind the Execute was ignored. */
  void copiesIn() {
    Expected head = expected.peek();
    if (head != null && head.kind == Expected.Kind.SYNC) {
      expected.remove();
    }
  }

  /** It is ready for the next query. */
  void ready() {
    failed();
    expected.poll();
  }
}
