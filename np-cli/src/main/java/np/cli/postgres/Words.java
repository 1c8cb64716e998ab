package np.cli.postgres;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The first words of a statement, in lower case, without what is quoted or in parentheses.
 *
 * @param words for example {@code create, table}
 */
public record Words(List<String> words) {
  /** What gives rows and changes nothing by itself, so that a cursor may fetch them bit by bit. */
  private static final Set<String> QUERIES =
      Set.of("select", "values", "table", "with", "union", "intersect", "except");

  public Words {
    words = List.copyOf(words);
  }

  /** Empty when there is none. */
  public String first() {
    return words.isEmpty() ? "" : words.getFirst();
  }

  /** The word at {@code index} from 0; empty when there are fewer. */
  public String at(int index) {
    return index < words.size() ? words.get(index) : "";
  }

  public boolean startWith(String... expected) {
    return words.size() >= expected.length
        && words.subList(0, expected.length).equals(List.of(expected));
  }

  /** Whether these words stand somewhere, one directly after the other. */
  public boolean contain(String... expected) {
    return Collections.indexOfSubList(words, List.of(expected)) >= 0;
  }

  public boolean isQuery() {
    return QUERIES.contains(first()) && !words.contains("into");
  }

  /** COPY whose data follow in the input. */
  public boolean isCopyIn() {
    return first().equals("copy") && contain("from", "stdin");
  }

  /** COPY whose data come to the output. */
  public boolean isCopyOut() {
    return first().equals("copy") && contain("to", "stdout");
  }
}
