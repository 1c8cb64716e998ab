package np.local.postgres.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import np.local.storage.FileTree;
import np.model.PostgresVersion;
import np.model.Resources;
import np.model.StorageStatus;

/**
 * The configuration of an instance, kept where the instance cannot write: small, durable, reachable
 * by its unix socket and for np's own user only. See the PostgreSQL 18 manual, chapters 19 and 20.
 *
 * @param version of PostgreSQL
 * @param tuning by its memory
 * @param preloaded libraries that extensions of it need from the start
 * @param storage how its files are kept
 */
public record InstanceSettings(
    PostgresVersion version, Tuning tuning, List<String> preloaded, StorageStatus.Kind storage) {
  /** What the JDK calls a user whom no passwd(5) knows; its sockets are in a private directory. */
  private static final String NAMELESS = "?";

  /** Brings the files up to date; a running instance reads them when it is told to. */
  void write(InstancePlace place, InstanceStyle style) throws IOException {
    if (!Files.isDirectory(place.settings())) {
      new FileTree(place.settings()).create("rwxr-xr-x");
    }
    new SettingsFile(configurationFile(place)).say(configuration(style.sharedMemory()));
    new SettingsFile(accessFile(place)).say(access(style.user()));
    new SettingsFile(namesFile(place)).say("np \"" + style.user() + "\" all\n");
  }

  /** Who may connect: every role, but only for the user that np runs as. */
  private static String access(String operatingSystemUser) {
    return operatingSystemUser.equals(NAMELESS)
        ? "local all all trust\n"
        : "local all all peer map=np\n";
  }

  static Path configurationFile(InstancePlace place) {
    return place.settings().resolve("postgresql.conf");
  }

  /**
   * What must not be overruled by postgresql.auto.conf, which lies in the data directory: arguments
   * of postgres(1).
   */
  List<String> arguments(InstancePlace place) {
    return List.of(
        "-D",
        place.data().toString(),
        "-c",
        "config_file=" + configurationFile(place),
        "-c",
        "hba_file=" + accessFile(place),
        "-c",
        "ident_file=" + namesFile(place),
        "-c",
        "listen_addresses=",
        "-c",
        "unix_socket_directories=" + place.sockets(),
        "-c",
        "allow_alter_system=off");
  }

  /** What the machine lets it use. */
  Resources limits() {
    return tuning.limits();
  }

  private static Path accessFile(InstancePlace place) {
    return place.settings().resolve("pg_hba.conf");
  }

  private static Path namesFile(InstancePlace place) {
    return place.settings().resolve("pg_ident.conf");
  }

  private String configuration(InstanceStyle.SharedMemory memory) {
    return "# Written by np at every start.\n"
        + sizes()
        + durability()
        + quiet()
        + newest()
        + ("dynamic_shared_memory_type = " + memory.setting() + "\n");
  }

  private String sizes() {
    return """
    max_connections = %d
    superuser_reserved_connections = %d
    shared_buffers = %dMB
    work_mem = %dMB
    maintenance_work_mem = %dMB
    temp_file_limit = %dMB
    max_wal_size = %dMB
    min_wal_size = 4MB
    wal_buffers = 256kB
    shared_preload_libraries = '%s'
    """
        .formatted(
            tuning.connections(),
            Tuning.RESERVED,
            tuning.sharedBuffers(),
            tuning.workMemory(),
            tuning.maintenanceMemory(),
            tuning.temporaryFiles(),
            tuning.mostLog(),
            String.join(",", preloaded));
  }

  private String durability() {
    String reuse = storage == StorageStatus.Kind.COPY ? "on" : "off";
    return """
    wal_level = replica
    max_wal_senders = 2
    max_replication_slots = 8
    wal_compression = pglz
    wal_recycle = %s
    wal_init_zero = %s
    recovery_init_sync_method = syncfs
    """
        .formatted(reuse, reuse);
  }

  /**
   * An instance that nobody uses should cost next to nothing, and write nothing of its tenant's. At
   * its start PostgreSQL tries out whether it may have as many files open as are set. The
   * background writer looks around every second for five times as many pages as it would five times
   * a second, and so, where nobody writes, every 50 seconds instead of every 10 (bgwriter.c,
   * HIBERNATE_FACTOR).
   */
  private static String quiet() {
    return """
    unix_socket_permissions = 0700
    ssl = off
    authentication_timeout = 10s
    client_connection_check_interval = 10s
    password_encryption = scram-sha-256
    createrole_self_grant = 'set, inherit'
    max_files_per_process = 256
    max_worker_processes = 0
    max_parallel_workers = 0
    max_parallel_workers_per_gather = 0
    max_logical_replication_workers = 0
    autovacuum_max_workers = 1
    bgwriter_delay = 1s
    bgwriter_lru_maxpages = 500
    huge_pages = off
    jit = off
    update_process_title = off
    timezone = 'UTC'
    log_timezone = 'UTC'
    log_line_prefix = '%m [%p] '
    log_checkpoints = off
    log_min_error_statement = panic
    """;
  }

  private String newest() {
    return switch (version) {
      case V17 -> "";
      case V18 -> "io_method = sync\nautovacuum_worker_slots = 1\n";
    };
  }
}
