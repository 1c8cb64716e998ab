package np.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The API as Markdown, from its OpenAPI description. */
final class ApiReference {
  private final JsonNode document;
  private final StringBuilder out = new StringBuilder();

  private ApiReference(JsonNode document) {
    this.document = document;
  }

  /** One table for each first word behind {@code /v1}. */
  static String routes(JsonNode document) {
    ApiReference reference = new ApiReference(document);
    reference.grouped().forEach(reference::group);
    return reference.out.toString();
  }

  /** The members of every document that is sent or answered. */
  static String documents(JsonNode document) {
    ApiReference reference = new ApiReference(document);
    reference
        .document
        .at("/components/schemas")
        .properties()
        .forEach(schema -> reference.schema(schema.getKey(), schema.getValue()));
    return reference.out.toString();
  }

  private record Operation(String method, String path, JsonNode details) {
    String group() {
      String[] segments = path.split("/", -1);
      boolean versioned = segments.length > 2 && segments[1].equals("v1");
      return versioned ? segments[2].replace(".json", "") : segments[1];
    }
  }

  private Map<String, List<Operation>> grouped() {
    Map<String, List<Operation>> groups = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String verb = method.getKey().toUpperCase(Locale.ROOT);
        Operation operation = new Operation(verb, path.getKey(), method.getValue());
        groups.computeIfAbsent(operation.group(), group -> new ArrayList<>()).add(operation);
      }
    }
    return groups;
  }

  private void group(String name, List<Operation> operations) {
    out.append("### ").append(name).append("\n\n");
    row("Route", "Role", "What it does", "Takes", "Answers");
    row("---", "---", "---", "---", "---");
    operations.forEach(this::operation);
    out.append('\n');
  }

  private void operation(Operation operation) {
    JsonNode details = operation.details;
    row(
        "`" + operation.method + " " + operation.path + "`",
        details.path("x-np-role").asString("anybody"),
        details.path("summary").asString() + queries(details),
        content(details.path("requestBody")),
        answers(details.get("responses")));
  }

  private static String queries(JsonNode details) {
    StringBuilder text = new StringBuilder();
    for (JsonNode parameter : details.get("parameters")) {
      if (parameter.get("in").asString().equals("query")) {
        text.append(". `?").append(parameter.get("name").asString()).append("`: ");
        text.append(parameter.get("description").asString());
      }
    }
    return text.toString();
  }

  private static String answers(JsonNode responses) {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> response : responses.properties()) {
      if (!response.getKey().equals("default")) {
        texts.add((response.getKey() + " " + content(response.getValue())).strip());
      }
    }
    return String.join(", ", texts);
  }

  private static String content(JsonNode body) {
    List<String> texts = new ArrayList<>();
    JsonNode socket = body.path("x-np-websocket");
    if (!socket.isMissingNode()) {
      String protocol = socket.get("protocol").asString();
      texts.add("WebSocket `" + protocol + "`, first " + type(socket.get("first")));
    }
    for (Map.Entry<String, JsonNode> type : body.path("content").properties()) {
      JsonNode schema = type.getValue().get("schema");
      if (schema.has("x-np-event")) {
        texts.add("stream of " + type(schema.get("x-np-event")));
      } else if (schema.has("$ref")) {
        texts.add(type(schema));
      } else {
        texts.add("`" + type.getKey().replaceAll(";.*", "") + "`");
      }
    }
    return String.join(", ", texts);
  }

  private void schema(String name, JsonNode schema) {
    out.append("### ").append(name).append("\n\n");
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(member -> required.add(member.asString()));
    row("Member", "Type");
    row("---", "---");
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      String absent = required.contains(member.getKey()) ? "" : ", may be null";
      row("`" + member.getKey() + "`", type(member.getValue()) + absent);
    }
    out.append('\n');
  }

  private static String type(JsonNode schema) {
    if (schema.has("$ref")) {
      String name = schema.get("$ref").asString().replaceFirst(".*/", "");
      return "[" + name + "](#" + name.toLowerCase(Locale.ROOT).replace(".", "") + ")";
    }
    return switch (schema.path("type").asString()) {
      case "array" -> "list of " + type(schema.get("items"));
      case "object" -> "map of " + type(schema.get("additionalProperties"));
      case "" -> "anything";
      default -> schema.get("type").asString();
    };
  }

  private void row(String... cells) {
    for (String cell : cells) {
      out.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    out.append("|\n");
  }
}
