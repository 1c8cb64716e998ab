package np.cli.postgres;

/**
 * Finds where a statement ends, byte by byte, by the rules of psql's scanner
 * (src/fe_utils/psqlscan.l): strings, quoted names, dollar quotes, nested comments, parentheses and
 * bodies in BEGIN ATOMIC. Needs an encoding in which bytes below 128 are always ASCII.
 */
public final class SqlScanner {
  private State state = State.PLAIN;
  private final DollarQuote dollar = new DollarQuote();
  private final WordCollector words = new WordCollector();
  private Strings strings = Strings.STANDARD;
  private State lastString = State.STRING;
  private boolean adjacent;
  private boolean skipNext;
  private int comments;
  private int parentheses;
  private int before;
  private int fed;
  private int start = -1;

  /** What a byte has brought about. */
  public enum Event {
    MORE,
    /** It ends a statement. */
    END,
    /** It is a backslash outside of everything: a command of psql begins. */
    COMMAND
  }

  /** How plain strings are read (standard_conforming_strings). */
  public enum Strings {
    STANDARD,
    /** A backslash escapes in every string. */
    ESCAPING
  }

  private enum State {
    PLAIN(Open.STATEMENT),
    LINE_COMMENT(Open.STATEMENT),
    BLOCK_COMMENT(Open.COMMENT),
    STRING(Open.STRING),
    ESCAPE_STRING(Open.STRING),
    NAME(Open.NAME),
    DOLLAR_TAG(Open.STATEMENT),
    DOLLAR(Open.DOLLAR);

    private final Open open;

    State(Open open) {
      this.open = open;
    }
  }

  /** What is still open where the input stops. */
  public enum Open {
    NOTHING,
    STATEMENT,
    STRING,
    NAME,
    COMMENT,
    DOLLAR,
    PARENTHESIS
  }

  public void strings(Strings replaced) {
    strings = replaced;
  }

  /** Takes the next byte of the input. */
  public Event feed(byte next) {
    int at = fed++;
    int b = next & 0xff;
    switch (state) {
      case PLAIN -> {
        return plain(b, at);
      }
      case DOLLAR_TAG -> {
        return tag(b, at);
      }
      case LINE_COMMENT -> state = b == '\n' ? State.PLAIN : state;
      case BLOCK_COMMENT -> comment(b);
      case STRING, ESCAPE_STRING -> string(b);
      case NAME -> state = b == '"' ? State.PLAIN : state;
      case DOLLAR -> state = dollar.ends(b) ? State.PLAIN : state;
    }
    return Event.MORE;
  }

  /** Begins with the next statement, or with what follows a command. */
  public void reset() {
    state = State.PLAIN;
    words.reset();
    adjacent = false;
    skipNext = false;
    comments = 0;
    parentheses = 0;
    before = 0;
    fed = 0;
    start = -1;
  }

  /** How many bytes came before the statement's first, since {@link #reset}; -1: none yet. */
  public int start() {
    return start;
  }

  /** The words of the statement outside of quotes and parentheses, in lower case. */
  public Words words() {
    return words.words();
  }

  public Open open() {
    if (state.open != Open.STATEMENT) {
      return state.open;
    }
    if (parentheses > 0) {
      return Open.PARENTHESIS;
    }
    return start < 0 ? Open.NOTHING : Open.STATEMENT;
  }

  private Event plain(int b, int at) {
    if (words.takes(b)) {
      adjacent = false;
      significant(at);
      return Event.MORE;
    }
    String ended = words.end(parentheses);
    int last = before;
    before = b;
    if (isSpace(b)) {
      return Event.MORE;
    }
    if (last == '-' && b == '-') {
      return enter(State.LINE_COMMENT);
    }
    if (last == '/' && b == '*') {
      comments = 1;
      return enter(State.BLOCK_COMMENT);
    }
    if (last == '-' || last == '/') {
      significant(at - 1);
    }
    return symbol(b, at, ended);
  }

  private Event symbol(int b, int at, String word) {
    if (b == ';') {
      adjacent = false;
      boolean ends = parentheses == 0 && !words.isInBody();
      return ends ? Event.END : Event.MORE;
    }
    if (b == '\\') {
      return Event.COMMAND;
    }
    if (b != '-' && b != '/') {
      significant(at);
    }
    switch (b) {
      case '\'' -> openString(word);
      case '"' -> state = State.NAME;
      case '$' -> {
        dollar.open();
        state = State.DOLLAR_TAG;
      }
      case '(' -> parentheses++;
      case ')' -> parentheses = Math.max(0, parentheses - 1);
      default -> {}
    }
    adjacent = false;
    return Event.MORE;
  }

  /** A string that follows another one directly, or in another line, goes on by its rules. */
  private void openString(String word) {
    boolean escaping = (strings == Strings.ESCAPING && !word.equals("u&")) || word.equals("e");
    State plain = escaping ? State.ESCAPE_STRING : State.STRING;
    state = adjacent && word.isEmpty() ? lastString : plain;
    lastString = state;
  }

  private void string(int b) {
    if (skipNext) {
      skipNext = false;
    } else if (b == '\\' && state == State.ESCAPE_STRING) {
      skipNext = true;
    } else if (b == '\'') {
      state = State.PLAIN;
      adjacent = true;
      before = 0;
    }
  }

  private Event tag(int b, int at) {
    switch (dollar.tag(b)) {
      case TAG -> {}
      case BODY -> state = State.DOLLAR;
      case NONE -> {
        state = State.PLAIN;
        before = 0;
        return plain(b, at);
      }
    }
    return Event.MORE;
  }

  private void comment(int b) {
    if (before == '*' && b == '/') {
      comments--;
      before = 0;
    } else if (before == '/' && b == '*') {
      comments++;
      before = 0;
    } else {
      before = b;
    }
    if (comments == 0) {
      state = State.PLAIN;
    }
  }

  private Event enter(State comment) {
    state = comment;
    before = 0;
    return Event.MORE;
  }

  private void significant(int at) {
    if (start < 0) {
      start = at;
    }
  }

  private static boolean isSpace(int b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
