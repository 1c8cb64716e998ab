package np.spec;

import np.model.Printable;

/**
 * Where in the file the reading is, in words.
 *
 * @param words {@code process `web`}, {@code `health_check`} or {@code the top level}
 * @param nulls what an empty value means
 */
record Place(String words, Nulls nulls) {
  static final Place TOP = new Place("at the top level", Nulls.REFUSED);

  /** What {@code null} means. */
  enum Nulls {
    REFUSED,
    /** Removes what the top level says. */
    REMOVE
  }

  Place key(String name) {
    return new Place("in `" + Printable.escape(name) + "`", nulls);
  }

  Place entry(String noun, String name) {
    Nulls below = noun.equals("environment") ? Nulls.REMOVE : nulls;
    return new Place("in " + noun + " `" + Printable.escape(name) + "`", below);
  }
}
