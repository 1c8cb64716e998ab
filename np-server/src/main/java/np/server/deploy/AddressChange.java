package np.server.deploy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import np.model.AppId;
import np.server.apps.Deployment;
import np.server.apps.DeploymentStore;
import np.server.apps.Relocation;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every app its new address when the platform has got another domain, scheme or port: one
 * transaction at the start of a server, and nothing when the address is what it was.
 */
final class AddressChange {
  private static final Logger LOG = LoggerFactory.getLogger(AddressChange.class);

  private final Tools tools;
  private final DeploymentStore deployments = new DeploymentStore();

  AddressChange(Tools tools) {
    this.tools = tools;
  }

  /**
   * Runs before any deployment is walked.
   *
   * @return whether the edge has something to learn
   */
  boolean run() {
    Relocation relocation = tools.targets().relocation();
    return tools
        .database()
        .write(
            handle -> {
              boolean due = relocation.isDue(handle);
              if (due) {
                relocation.run(handle, published(handle));
                LOG.info("planned all routes for the platform's new address");
              }
              return due;
            });
  }

  /** Changes that may have told the edge already tell it again, with the new addresses. */
  private Set<AppId> published(Handle handle) {
    Set<AppId> apps = new HashSet<>();
    for (Deployment deployment : deployments.open(handle)) {
      if (hasReachedPublish(deployment)) {
        deployments.backTo(handle, deployment, Step.PUBLISH.word());
        apps.add(deployment.app());
      }
    }
    return apps;
  }

  private static boolean hasReachedPublish(Deployment deployment) {
    List<String> steps = Step.of(deployment.kind()).stream().map(Step::word).toList();
    int publish = steps.indexOf(Step.PUBLISH.word());
    return publish >= 0 && steps.indexOf(deployment.progress().step()) >= publish;
  }
}
