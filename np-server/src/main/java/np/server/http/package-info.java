/** The API's door: route tables, authentication, strict JSON, problems, event streams, metrics. */
@org.jspecify.annotations.NullMarked
package np.server.http;
