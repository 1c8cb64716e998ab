package np.cli.load;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import np.cli.postgres.Words;

/** Decides what becomes of each part of a script. Pure. */
final class LoadRules {
  private static final Set<String> ROLE_KINDS = Set.of("role", "user", "group");
  private static final Set<String> HARMLESS =
      Set.of("restrict", "unrestrict", "echo", "qecho", "warn", "timing", "pset", "x");

  /** Whom rights may be given to: everybody has these. */
  private static final Set<String> GRANTEES = Set.of("public", "current_user");

  private LoadRules() {}

  /** What becomes of it. */
  sealed interface Verdict {
    /** It is run. */
    record Run() implements Verdict {}

    /** It is passed over, and nobody needs to know. */
    record Pass() implements Verdict {}

    /** It is passed over and told. */
    record Leave(LeftOut kind) implements Verdict {}

    /** The import ends. */
    record Refuse(String why, String hint) implements Verdict {}
  }

  private static final Verdict RUN = new Verdict.Run();
  private static final Verdict PASS = new Verdict.Pass();

  /** Whether all is one transaction. */
  enum Transaction {
    ONE,
    NONE
  }

  static Verdict of(Words words, Transaction transaction) {
    return switch (words.first()) {
      case "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release" ->
          transaction == Transaction.ONE ? control(words) : RUN;
      case "set", "reset" -> setting(words);
      case "create", "drop" -> made(words);
      case "alter" -> altered(words);
      case "grant", "revoke" -> granted(words);
      case "comment" -> commented(words);
      default -> RUN;
    };
  }

  /** What psql would do by a command. */
  static Verdict command(String text, boolean begun) {
    String name = text.substring(1).split("\\s", 2)[0];
    if (HARMLESS.contains(name) || text.matches("\\\\set\\s+ON_ERROR_STOP\\b.*")) {
      return PASS;
    }
    if (name.equals("connect") || name.equals("c")) {
      return begun
          ? new Verdict.Refuse(
              "the file holds several databases",
              "write one of them: pg_dump --no-owner DATABASE > FILE")
          : new Verdict.Leave(LeftOut.DATABASE);
    }
    return new Verdict.Refuse(
        "\\" + name + " is a command of psql, not SQL", "take it out, or let psql read the file");
  }

  private static Verdict control(Words words) {
    return switch (words.first()) {
      case "begin", "start", "commit", "end" -> PASS;
      default ->
          new Verdict.Refuse(
              words.first().toUpperCase(Locale.ROOT) + " within the one transaction",
              "--no-transaction runs the file as it is");
    };
  }

  private static Verdict setting(Words words) {
    boolean role =
        words.at(1).equals("role")
            || (words.at(1).equals("session") && words.at(2).equals("authorization"));
    return role ? new Verdict.Leave(LeftOut.OWNERS) : RUN;
  }

  private static Verdict made(Words words) {
    if (words.at(1).equals("database")) {
      return new Verdict.Leave(LeftOut.DATABASE);
    }
    if (isRole(words)) {
      return new Verdict.Leave(LeftOut.ROLES);
    }
    // Every database has one, and some dumps make or drop it nevertheless.
    boolean publicSchema = words.at(1).equals("schema") && words.words().getLast().equals("public");
    return publicSchema ? PASS : RUN;
  }

  private static Verdict altered(Words words) {
    if (words.at(1).equals("database")) {
      return new Verdict.Leave(LeftOut.DATABASE);
    }
    if (isRole(words)) {
      return new Verdict.Leave(LeftOut.ROLES);
    }
    if (words.startWith("alter", "default", "privileges")) {
      return words.at(3).equals("for") ? new Verdict.Leave(LeftOut.PRIVILEGES) : granted(words);
    }
    return words.contain("owner", "to") ? new Verdict.Leave(LeftOut.OWNERS) : RUN;
  }

  private static boolean isRole(Words words) {
    return ROLE_KINDS.contains(words.at(1)) && !words.at(2).equals("mapping");
  }

  private static Verdict granted(Words words) {
    List<String> all = words.words();
    int to = Math.max(all.lastIndexOf("to"), all.lastIndexOf("from"));
    String grantee = to < 0 ? "" : words.at(to + 1);
    return GRANTEES.contains(grantee) ? RUN : new Verdict.Leave(LeftOut.PRIVILEGES);
  }

  private static Verdict commented(Words words) {
    return switch (words.at(2)) {
      case "extension" -> new Verdict.Leave(LeftOut.COMMENTS);
      case "database" -> new Verdict.Leave(LeftOut.DATABASE);
      case "role" -> new Verdict.Leave(LeftOut.ROLES);
      default -> RUN;
    };
  }
}
