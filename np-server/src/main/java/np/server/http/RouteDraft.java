package np.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import np.model.Role;

/** A route being described; without a word about access it is the operator's alone. */
public final class RouteDraft {
  private final Method method;
  private final String path;
  private Access access = new Access.AtLeast(Role.OPERATOR);
  private String summary = "";
  private final Map<String, String> queries = new LinkedHashMap<>();
  private RequestBody request = new RequestBody.None();
  private AnswerBody answer = new AnswerBody.Empty(204);

  RouteDraft(Method method, String path) {
    this.method = method;
    this.path = path;
  }

  /** Holders of at least this role may call it. */
  public RouteDraft needs(Role role) {
    access = new Access.AtLeast(role);
    return this;
  }

  /** Anybody may call it, without a token. */
  public RouteDraft forAnybody() {
    access = new Access.Anybody();
    return this;
  }

  /** What it is for, one line. */
  public RouteDraft says(String text) {
    summary = text;
    return this;
  }

  /** It takes a query parameter, for {@code purpose}; every other one is refused. */
  public RouteDraft query(String name, String purpose) {
    queries.put(name, purpose);
    return this;
  }

  /** It takes a record as JSON. */
  public RouteDraft takes(Class<? extends Record> type) {
    request = new RequestBody.Json(type);
    return this;
  }

  /** It takes bytes of this type, up to {@code limit}, to be read as they come. */
  public RouteDraft takes(String contentType, long limit) {
    request = new RequestBody.Stream(contentType, limit);
    return this;
  }

  /** It answers a record. */
  public RouteDraft answers(int status, Class<? extends Record> type) {
    answer = new AnswerBody.Json(status, type);
    return this;
  }

  /** It answers without a body. */
  public RouteDraft answers(int status) {
    answer = new AnswerBody.Empty(status);
    return this;
  }

  /** It answers text. */
  public RouteDraft answersText(String contentType) {
    answer = new AnswerBody.Text(contentType);
    return this;
  }

  /** It answers a stream of events whose data are records of this type. */
  public RouteDraft streams(Class<? extends Record> type) {
    answer = new AnswerBody.Events(type);
    return this;
  }

  /** It becomes a WebSocket with this protocol, whose first message is a record of this type. */
  public RouteDraft converses(String protocol, Class<? extends Record> first) {
    answer = new AnswerBody.Conversation(protocol, first);
    return this;
  }

  /** Ends the description with who does it. */
  public ApiRoute by(Handler handler) {
    return new ApiRoute(method, path, access, summary, queries, request, answer, handler);
  }
}
