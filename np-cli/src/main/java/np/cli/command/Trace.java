package np.cli.command;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The stack of a bug, for the person who will mend it. */
record Trace(Throwable bug) {
  String text() {
    StringWriter text = new StringWriter();
    bug.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }
}
