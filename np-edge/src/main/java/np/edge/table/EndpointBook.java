package np.edge.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import np.model.Endpoint;
import np.model.Endpoints;
import np.model.InstanceId;
import np.model.WorkloadId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The last known endpoints on disk, for a start without the catalog. */
public final class EndpointBook {
  private final StateFile file;

  public EndpointBook(Path directory) {
    file = new StateFile(directory.resolve("endpoints.json"), "np.endpoints/1");
  }

  /** What was saved last; nothing when it is missing or damaged. */
  public List<Endpoints> load() {
    return file.load(EndpointBook::readAll).orElse(List.of());
  }

  private static List<Endpoints> readAll(JsonNode content) {
    List<Endpoints> all = new ArrayList<>();
    content.forEach(node -> all.add(read(node)));
    return all;
  }

  private static Endpoints read(JsonNode node) {
    List<Endpoint> serving = new ArrayList<>();
    for (JsonNode one : node.path("serving")) {
      InstanceId instance = new InstanceId(one.path("instance").asString(""));
      serving.add(new Endpoint(instance, one.path("host").asString(""), one.path("port").asInt()));
    }
    return new Endpoints(WorkloadId.parse(node.path("workload").asString("")), serving);
  }

  /** Returns when they would survive a loss of power. */
  public void save(List<Endpoints> all) {
    ArrayNode content = JsonNodeFactory.instance.arrayNode();
    for (Endpoints endpoints : all) {
      ObjectNode node = content.addObject();
      node.put("workload", endpoints.workload().toString());
      ArrayNode serving = node.putArray("serving");
      for (Endpoint one : endpoints.serving()) {
        serving
            .addObject()
            .put("instance", one.instance().value())
            .put("host", one.host())
            .put("port", one.port());
      }
    }
    file.save(content);
  }
}
