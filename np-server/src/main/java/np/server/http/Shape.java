package np.server.http;

import java.util.List;

/** What a JSON value must look like to become a record's component. */
sealed interface Shape {

  /** A string. */
  record Text() implements Shape {}

  /** true or false; false when absent. */
  record Flag() implements Shape {}

  /** A whole number within an int or a long. */
  record Whole(long least, long most) implements Shape {}

  /** Any number. */
  record Decimal() implements Shape {}

  /** An array; empty when absent. */
  record Many(Shape element) implements Shape {}

  /** An object with any keys; empty when absent. */
  record Table(Shape value) implements Shape {}

  /**
   * An object with these keys and no others.
   *
   * @param name of the record, {@code StatusView.App}
   */
  record Structure(String name, List<Member> members) implements Shape {
    public Structure {
      members = List.copyOf(members);
    }
  }

  /**
   * A key of a structure.
   *
   * @param optional whether null or nothing is allowed
   */
  record Member(String name, Shape shape, boolean optional) {}
}
