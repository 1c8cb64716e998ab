package np.cli.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import np.model.ErrorCode;

/** The errors, from their table and the texts of {@code np explain}. */
final class ErrorReference {
  /** What the third and fourth character of a code say. */
  private static final Map<String, String> FAMILIES = new LinkedHashMap<>();

  static {
    FAMILIES.put("NP01", "The command line and requests");
    FAMILIES.put("NP02", "np.yaml");
    FAMILIES.put("NP03", "Who you are");
    FAMILIES.put("NP04", "What is there, and what is in the way");
    FAMILIES.put("NP05", "Deploys");
    FAMILIES.put("NP06", "np itself");
  }

  private ErrorReference() {}

  /** Reads the text of a code. */
  interface Explained {
    String text(ErrorCode code);
  }

  static String errors(Explained explained) {
    Markdown out = new Markdown();
    String family = "";
    for (ErrorCode code : ErrorCode.values()) {
      String prefix = code.code().substring(0, 4);
      if (!prefix.equals(family)) {
        family = prefix;
        out.heading(2, FAMILIES.getOrDefault(prefix, prefix));
      }
      out.heading(3, code.code());
      out.paragraph("**" + Markdown.sentence(code.title()) + "** " + ends(code));
      out.paragraph(emphasised(explained.text(code)));
    }
    return out.toString();
  }

  /** All codes with their titles. */
  static String overview() {
    List<List<String>> rows = new ArrayList<>();
    for (ErrorCode code : ErrorCode.values()) {
      String link = "[" + code.code() + "](#" + code.code().toLowerCase(Locale.ROOT) + ")";
      rows.add(
          List.of(
              link, Integer.toString(code.exit()), Integer.toString(code.status()), code.title()));
    }
    return new Markdown().table(List.of("Code", "Exit", "HTTP", "What"), rows).toString();
  }

  private static String ends(ErrorCode code) {
    return "Exit code " + code.exit() + ", HTTP status " + code.status() + ".";
  }

  /** The three sentences of a text as a list. */
  private static String emphasised(String text) {
    return Markdown.prose(text)
        .replace("\n", " ")
        .replaceAll(" *(What it means|Usual causes|What to do): ", "\n- *$1:* ")
        .strip();
  }
}
