package np.cli.sql;

import java.util.List;

/** How the rows of a table are laid out; every text ends its own line. */
sealed interface RowForm permits AlignedForm, ExpandedForm {
  String head();

  String row(List<CellText> cells);

  String foot();
}
