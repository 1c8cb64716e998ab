package np.cli.client;

import np.api.StatusView;
import np.cli.json.JsonObject;

/** {@code np.status/1} as a value. */
public final class StatusDocument {
  private StatusDocument() {}

  public static StatusView read(JsonObject json) {
    return new StatusView(
        json.text("schema"), json.objects("apps").stream().map(StatusDocument::app).toList());
  }

  private static StatusView.App app(JsonObject json) {
    return new StatusView.App(
        json.text("name"),
        json.text("tenant"),
        json.text("state"),
        json.text("why"),
        json.text("release"),
        json.text("url"),
        json.text("since"),
        json.text("by"),
        json.objects("processes").stream().map(StatusDocument::process).toList(),
        json.objects("databases").stream().map(StatusDocument::database).toList());
  }

  private static StatusView.Database database(JsonObject json) {
    return new StatusView.Database(
        json.text("name"), json.text("variable"), json.text("state"), json.text("why"));
  }

  private static StatusView.Process process(JsonObject json) {
    return new StatusView.Process(
        json.text("name"),
        (int) json.whole("want"),
        (int) json.whole("up"),
        json.text("state"),
        json.text("why"),
        json.objects("instances").stream().map(StatusDocument::instance).toList());
  }

  private static StatusView.Instance instance(JsonObject json) {
    return new StatusView.Instance(
        json.text("id"),
        json.text("name"),
        json.whole("pid"),
        (int) json.whole("port"),
        json.text("state"),
        json.text("why"),
        (int) json.whole("restarts"),
        json.text("startedAt"));
  }
}
