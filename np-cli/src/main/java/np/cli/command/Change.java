package np.cli.command;

import np.cli.client.ApiPath;
import np.cli.json.JsonObject;

/**
 * A request that changes an app and is followed like a deployment.
 *
 * @param deed what it does
 * @param app to which
 * @param method of HTTP
 * @param path of the API
 * @param body of the request
 * @param told what would be done, for --dry-run; never a secret
 */
record Change(Deed deed, String app, String method, ApiPath path, JsonObject body, String told) {

  /** A POST below the app. */
  static Change post(Deed deed, String app, String verb, JsonObject body, String told) {
    return new Change(deed, app, "POST", ApiPath.of("apps", app, verb), body, told);
  }
}
