package np.api;

/**
 * {@code np.audit/1}: who changed what, when, as streamed by GET /v1/events.
 *
 * @param id grows within a tenant; the SSE id
 * @param ts ISO-8601 UTC
 * @param app that it concerns, may be empty
 * @param database that it concerns, may be empty
 * @param by the name of the token
 * @param what was done, for example app.deploy
 * @param detail one line, raw; whoever shows it escapes it
 */
public record AuditView(
    String schema,
    long id,
    String ts,
    String tenant,
    String app,
    String database,
    String by,
    String what,
    String detail) {}
