package np.server;

import java.security.SecureRandom;
import java.time.InstantSource;
import np.server.audit.Audit;
import np.server.http.Json;
import np.server.http.Metrics;
import np.server.secrets.SecretBox;
import np.server.store.Database;

/** What every feature of the server builds on. */
public record Kernel(
    Database database,
    SecretBox secrets,
    Audit audit,
    Metrics metrics,
    Json json,
    InstantSource clock,
    SecureRandom random) {}
