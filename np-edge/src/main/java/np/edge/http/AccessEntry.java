package np.edge.http;

import org.jspecify.annotations.Nullable;

/**
 * A request that has ended.
 *
 * @param timeMillis when it ended, milliseconds since 1970
 * @param requestId as in X-Request-Id
 * @param host as the client sent it, checked for its characters
 * @param path without the query, which may hold secrets; percent-encoded
 * @param status 499 when the client went away before the answer
 * @param bytesIn of the request body
 * @param bytesOut of the response body
 * @param totalNanos from the end of the request head to the end of the response
 * @param upstreamNanos from the same moment to the head of the instance's response; 0 without one
 * @param client the IP address
 * @param app {@code tenant/app}, null when no route was found
 * @param instance who answered, null when the edge did
 * @param protocol {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2.0}
 */
public record AccessEntry(
    long timeMillis,
    String requestId,
    String host,
    String method,
    String path,
    int status,
    long bytesIn,
    long bytesOut,
    long totalNanos,
    long upstreamNanos,
    String client,
    @Nullable String app,
    @Nullable String instance,
    String protocol) {}
