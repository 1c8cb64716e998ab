package np.model;

import java.time.Instant;

/**
 * One line of output.
 *
 * @param time when it was written, as exactly as is known
 * @param source who wrote it: {@code web.1}, {@code build}, {@code release}, {@code run}
 * @param instance which instance or one-off
 * @param text without its line end; not escaped: whoever shows it escapes it
 */
public record LogLine(Instant time, String source, InstanceId instance, String text) {}
