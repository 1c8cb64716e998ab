package np.model;

/**
 * Where an instance answers.
 *
 * @param instance which
 * @param host an IP address, IPv4 dotted or IPv6 without brackets
 * @param port 1 to 65535
 */
public record Endpoint(InstanceId instance, String host, int port) {}
