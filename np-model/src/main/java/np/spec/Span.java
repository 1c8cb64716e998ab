package np.spec;

/**
 * A marked piece of one line, counted in code points.
 *
 * @param line from 1
 * @param column from 1
 * @param length at least 1
 */
public record Span(int line, int column, int length) implements Comparable<Span> {
  /** The first character: for mistakes of the file as a whole. */
  public static final Span START = new Span(1, 1, 1);

  public Span {
    length = Math.max(1, length);
  }

  @Override
  public int compareTo(Span other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }
}
