package np.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code np.deployment/1}: a change of an app under way or ended.
 *
 * @param id to follow at /v1/deployments/{id}/events
 * @param kind deploy, rollback, config, scale, restart, stop or start
 * @param state queued, running, succeeded, failed or unchanged
 * @param release to which it leads, may be empty
 * @param from what served before, may be empty
 * @param url of the app
 * @param changes one line each: {@code +env FEATURE_X}
 */
public record DeploymentView(
    String schema,
    String id,
    String app,
    String kind,
    String state,
    String release,
    String from,
    String url,
    List<String> changes,
    String startedAt,
    String startedBy,
    EventView.@Nullable Failure error) {}
