package np.local.storage;

import java.util.Optional;

/**
 * The million user ids of a platform where np is root, as platforms side by side on one machine
 * must not share them. They are chosen by the path of its home and belong to its files from then
 * on, wherever these are moved: so they are remembered in the home.
 *
 * @param first PostgreSQL's; those of apps follow
 */
public record UidRange(int first) {
  private static final String DEFAULT = "/var/lib/np";
  private static final int FIRST = 200_000;
  private static final int SIZE = 1_000_000;
  private static final int RANGES = 900;

  /** What is remembered, or would be chosen now. */
  public static UidRange of(HomeLayout layout) {
    return remembered(layout).orElseGet(() -> chosen(layout));
  }

  /** The same, remembered from now on; the home's node directory exists. */
  public static UidRange settle(HomeLayout layout) {
    UidRange range = of(layout);
    if (remembered(layout).isEmpty()) {
      file(layout).write(new StateFile.State(1, range.first + "\n"));
    }
    return range;
  }

  /** The first of the half that databases have; apps have those before. */
  public int firstOfDatabases() {
    return first + SIZE / 2;
  }

  public int last() {
    return first + SIZE - 1;
  }

  private static Optional<UidRange> remembered(HomeLayout layout) {
    return file(layout)
        .read()
        .map(state -> new UidRange(Integer.parseInt(state.content().strip())));
  }

  private static UidRange chosen(HomeLayout layout) {
    boolean alone = layout.home().toString().equals(DEFAULT);
    int place = alone ? 0 : 1 + (int) (layout.checksum() % RANGES);
    return new UidRange(FIRST + SIZE * place);
  }

  private static StateFile file(HomeLayout layout) {
    return new StateFile(layout.node().resolve("uid-range"));
  }
}
