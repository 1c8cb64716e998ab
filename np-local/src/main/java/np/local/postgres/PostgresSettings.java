package np.local.postgres;

import java.nio.file.Path;

/**
 * The configuration of the control PostgreSQL: small, durable, reachable by its unix socket only.
 *
 * @param socketDirectory where it listens
 */
record PostgresSettings(Path socketDirectory) {

  /** The content of postgresql.conf; see the PostgreSQL 18 manual, chapter 19. */
  String configuration() {
    return """
    # Written by np at every start.
    listen_addresses = ''
    unix_socket_directories = '%s'
    unix_socket_permissions = 0700
    password_encryption = scram-sha-256
    max_connections = 20
    superuser_reserved_connections = 2
    shared_buffers = 16MB
    wal_buffers = 256kB
    work_mem = 2MB
    maintenance_work_mem = 16MB
    max_wal_size = 128MB
    min_wal_size = 32MB
    wal_compression = pglz
    max_wal_senders = 2
    max_replication_slots = 2
    max_worker_processes = 0
    max_parallel_workers = 0
    max_logical_replication_workers = 0
    autovacuum_max_workers = 1
    autovacuum_worker_slots = 1
    io_method = sync
    dynamic_shared_memory_type = mmap
    huge_pages = off
    jit = off
    recovery_init_sync_method = syncfs
    timezone = 'UTC'
    log_timezone = 'UTC'
    log_line_prefix = '%%m [%%p] '
    """
        .formatted(socketDirectory.toString().replace("'", "''"));
  }

  /** The content of pg_hba.conf. */
  String access() {
    return "local all all scram-sha-256\nlocal replication all scram-sha-256\n";
  }
}
