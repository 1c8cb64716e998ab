package np.cli.sql;

import java.util.function.IntSupplier;
import np.cli.output.Charm;

/**
 * Where and how tables are written.
 *
 * @param charm how the stream looks
 * @param width columns of the terminal, asked for anew at each table; {@link Integer#MAX_VALUE}
 *     where nothing need fit
 * @param expanded when records are shown one value a line
 */
record Page(Charm charm, IntSupplier width, Expanded expanded) {

  /** When a record is shown one value a line. */
  enum Expanded {
    OFF,
    ON,
    /** When the table is wider than the terminal. */
    AUTO
  }

  Page with(Expanded replaced) {
    return new Page(charm, width, replaced);
  }
}
