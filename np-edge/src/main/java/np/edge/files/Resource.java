package np.edge.files;

import java.util.List;

/** What a path of a site leads to. */
sealed interface Resource {

  /** Nothing. */
  record Missing() implements Resource {
    static final Missing INSTANCE = new Missing();
  }

  /** A directory with a page; the request should have had a slash at the end. */
  record SlashMissing() implements Resource {
    static final SlashMissing INSTANCE = new SlashMissing();
  }

  /**
   * A content.
   *
   * @param type Content-Type
   * @param cache how long it may be kept
   * @param variants at least the one in no coding
   */
  record Content(String type, CacheRule cache, List<Variant> variants) implements Resource {
    public Content {
      variants = List.copyOf(variants);
    }

    /** The variant that the client likes best; the smallest coding among equals. */
    Variant choose(AcceptedCodings accepted) {
      Variant best = variants.getLast();
      int weight = 0;
      for (Variant variant : variants) {
        int wanted = accepted.weight(variant.coding());
        if (wanted > weight) {
          best = variant;
          weight = wanted;
        }
      }
      return best;
    }

    /** The same in no coding. */
    Variant identity() {
      return variants.getLast();
    }

    /** Whether the answer depends on Accept-Encoding. */
    boolean varies() {
      return variants.size() > 1;
    }

    long weight() {
      long sum = 0;
      for (Variant variant : variants) {
        sum += variant.weight();
      }
      return sum;
    }
  }
}
