package np.cli.client;

/**
 * One event of a stream (WHATWG HTML, server-sent events).
 *
 * @param id the last one that was set, may be empty
 * @param name {@code message} unless it was set
 */
public record ServerEvent(String id, String name, String data) {}
