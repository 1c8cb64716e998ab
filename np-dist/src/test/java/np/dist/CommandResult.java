package np.dist;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command of np answered. */
record CommandResult(int exit, String out, String err) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The last line that was printed, as JSON. */
  JsonNode json() {
    String[] lines = out.strip().split("\n", -1);
    return JSON.readTree(lines[lines.length - 1]);
  }

  CommandResult ok() {
    return exits(0);
  }

  CommandResult exits(int wanted) {
    if (exit != wanted) {
      throw new AssertionError("exit " + exit + ", not " + wanted + "\n" + this);
    }
    return this;
  }

  /** Everything that a person would have seen. */
  String all() {
    return out + err;
  }

  @Override
  public String toString() {
    return "exit " + exit + "\n--- out\n" + out + "\n--- err\n" + err;
  }
}
