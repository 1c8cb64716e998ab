package np.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import np.api.Problem;
import np.model.Role;

/** Describes route tables as OpenAPI 3.1 (spec.openapis.org/oas/v3.1.1). */
final class OpenApi {
  private final Shapes shapes;
  private final Map<String, Object> schemas = new TreeMap<>();

  OpenApi(Shapes shapes) {
    this.shapes = shapes;
  }

  Map<String, Object> describe(List<ApiRoute> routes, String version) {
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    for (ApiRoute route : routes) {
      paths
          .computeIfAbsent(route.path(), absent -> new TreeMap<>())
          .put(route.method().name().toLowerCase(Locale.ROOT), operation(route));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put("info", Map.of("title", "np", "version", version));
    document.put("paths", paths);
    document.put(
        "components",
        Map.of(
            "schemas",
            schemas,
            "securitySchemes",
            Map.of("token", Map.of("type", "http", "scheme", "bearer"))));
    return document;
  }

  private Map<String, Object> operation(ApiRoute route) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("summary", route.summary());
    switch (route.access()) {
      case Access.Anybody() -> operation.put("security", List.of());
      case Access.AtLeast(Role role) -> {
        operation.put("security", List.of(Map.of("token", List.of())));
        operation.put("x-np-role", role.name().toLowerCase(Locale.ROOT));
      }
    }
    operation.put("parameters", OpenApiParameters.of(route));
    request(route.request(), operation);
    operation.put("responses", responses(route.answer()));
    return operation;
  }

  private void request(RequestBody request, Map<String, Object> operation) {
    switch (request) {
      case RequestBody.None() -> {}
      case RequestBody.Json(Class<? extends Record> type) ->
          operation.put("requestBody", body("application/json", reference(type)));
      case RequestBody.Stream(String type, long limit) ->
          operation.put("requestBody", body(type, Map.of("type", "string", "format", "binary")));
    }
  }

  private static Map<String, Object> body(String type, Map<String, Object> schema) {
    return Map.of("required", true, "content", Map.of(type, Map.of("schema", schema)));
  }

  private Map<String, Object> responses(AnswerBody answer) {
    Map<String, Object> responses = new TreeMap<>();
    switch (answer) {
      case AnswerBody.Json(int status, Class<? extends Record> type) ->
          responses.put("" + status, content("application/json", reference(type)));
      case AnswerBody.Empty(int status) -> responses.put("" + status, Map.of("description", ""));
      case AnswerBody.Text(String type) ->
          responses.put("200", content(type, Map.of("type", "string")));
      case AnswerBody.Conversation(String protocol, Class<? extends Record> first) ->
          responses.put(
              "101",
              Map.of(
                  "description",
                  "A WebSocket (RFC 6455)",
                  "x-np-websocket",
                  Map.of("protocol", protocol, "first", reference(first))));
      case AnswerBody.Events(Class<? extends Record> type) ->
          responses.put("200", content("text/event-stream", events(type)));
    }
    responses.put("default", content("application/problem+json", reference(Problem.class)));
    return responses;
  }

  /** OpenAPI 3.1 has no word for what the data of server-sent events is. */
  private Map<String, Object> events(Class<? extends Record> type) {
    return Map.of("type", "string", "x-np-event", reference(type));
  }

  private static Map<String, Object> content(String type, Map<String, Object> schema) {
    return Map.of("description", "", "content", Map.of(type, Map.of("schema", schema)));
  }

  private Map<String, Object> reference(Class<? extends Record> type) {
    return schema(shapes.of(type));
  }

  private Map<String, Object> schema(Shape shape) {
    return switch (shape) {
      case Shape.Text() -> Map.of("type", "string");
      case Shape.Flag() -> Map.of("type", "boolean");
      case Shape.Whole whole -> Map.of("type", "integer");
      case Shape.Decimal() -> Map.of("type", "number");
      case Shape.Many(Shape element) -> Map.of("type", "array", "items", schema(element));
      case Shape.Table(Shape value) ->
          Map.of("type", "object", "additionalProperties", schema(value));
      case Shape.Structure structure -> structure(structure);
    };
  }

  private Map<String, Object> structure(Shape.Structure structure) {
    if (!schemas.containsKey(structure.name())) {
      schemas.put(structure.name(), Map.of());
      Map<String, Object> properties = new LinkedHashMap<>();
      structure.members().forEach(member -> properties.put(member.name(), schema(member.shape())));
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("type", "object");
      object.put("properties", properties);
      object.put("required", required(structure));
      schemas.put(structure.name(), object);
    }
    return Map.of("$ref", "#/components/schemas/" + structure.name());
  }

  private static List<String> required(Shape.Structure structure) {
    return structure.members().stream()
        .filter(member -> !member.optional())
        .map(Shape.Member::name)
        .toList();
  }
}
