package np.cli.client;

import np.api.EventView;
import np.api.Schemas;
import np.cli.json.Json;
import np.cli.json.JsonObject;

/** {@code np.event/1} as a document. */
public final class EventDocument {
  private EventDocument() {}

  /** What the server sent, as a value. */
  public static EventView read(JsonObject json) {
    return new EventView(
        json.text("schema"),
        json.whole("seq"),
        json.text("ts"),
        json.text("app"),
        json.text("deployment"),
        json.text("step"),
        json.text("state"),
        json.text("message"),
        json.decimal("seconds"),
        json.optionalText("url").orElse(null),
        json.optionalText("release").orElse(null),
        json.object("error").map(EventDocument::failure).orElse(null));
  }

  /** What the CLI itself did, as a document; absent members are left out. */
  public static JsonObject write(EventView event) {
    JsonObject json =
        JsonObject.of(Schemas.EVENT)
            .with("seq", event.seq())
            .with("ts", event.ts())
            .with("app", event.app())
            .with("deployment", event.deployment())
            .with("step", event.step())
            .with("state", event.state())
            .with("message", event.message());
    json = event.seconds() == null ? json : json.with("seconds", event.seconds());
    json = event.url() == null ? json : json.with("url", event.url());
    json = event.release() == null ? json : json.with("release", event.release());
    return event.error() == null ? json : json.with("error", failure(event.error()));
  }

  private static EventView.Failure failure(JsonObject json) {
    return new EventView.Failure(
        json.text("code"),
        json.text("message"),
        json.text("hint"),
        (int) json.whole("exit"),
        json.text("instance"),
        json.optionalText("instanceId").orElse(null),
        json.text("probe"),
        json.text("expected"),
        json.texts("listening"),
        json.texts("lastLines"),
        json.text("serving"));
  }

  private static JsonObject failure(EventView.Failure failure) {
    JsonObject json =
        JsonObject.EMPTY
            .with("code", failure.code())
            .with("message", failure.message())
            .with("hint", failure.hint())
            .with("exit", failure.exit())
            .with("instance", failure.instance());
    json = failure.instanceId() == null ? json : json.with("instanceId", failure.instanceId());
    return json.with("probe", failure.probe())
        .with("expected", failure.expected())
        .with("listening", Json.texts(failure.listening()))
        .with("lastLines", Json.texts(failure.lastLines()))
        .with("serving", failure.serving());
  }
}
