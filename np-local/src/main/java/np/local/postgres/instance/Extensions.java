package np.local.postgres.instance;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import np.model.ErrorCode;
import np.model.ExtensionName;
import np.model.NpException;

/**
 * The extensions that may be asked for: those of PostgreSQL's contrib (manual, appendix F) that let
 * nobody out of the database. The tenant may create the trusted ones by itself, too.
 *
 * <p>Left out, and why: {@code file_fdw}, {@code basic_archive}, {@code basebackup_to_shell} and
 * {@code adminpack} read, write or run what belongs to the machine; {@code dblink} and {@code
 * postgres_fdw} connect to other servers, and an instance has no network; {@code sslinfo} has
 * nothing to tell, as TLS ends in the gateway; {@code pageinspect}, {@code pg_walinspect} and
 * {@code pg_surgery} are for superusers only; {@code test_decoding} and {@code pg_logicalinspect}
 * need logical replication; {@code autoinc}, {@code refint}, {@code insert_username} and {@code
 * moddatetime} of spi are examples. The languages plperl, plpython and pltcl need libraries of the
 * machine and are not unpacked at all.
 */
public final class Extensions {
  private static final SortedSet<String> ALLOWED =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(
              List.of(
                  "amcheck",
                  "bloom",
                  "btree_gin",
                  "btree_gist",
                  "citext",
                  "cube",
                  "dict_int",
                  "dict_xsyn",
                  "earthdistance",
                  "fuzzystrmatch",
                  "hstore",
                  "intagg",
                  "intarray",
                  "isn",
                  "lo",
                  "ltree",
                  "pg_buffercache",
                  "pg_freespacemap",
                  "pg_prewarm",
                  "pg_stat_statements",
                  "pg_trgm",
                  "pg_visibility",
                  "pgcrypto",
                  "pgrowlocks",
                  "pgstattuple",
                  "seg",
                  "tablefunc",
                  "tcn",
                  "tsm_system_rows",
                  "tsm_system_time",
                  "unaccent",
                  "uuid-ossp",
                  "xml2")));

  /** Those whose library must be loaded at the start; it is called as they are. */
  private static final Set<String> PRELOADED = Set.of("pg_stat_statements");

  private Extensions() {}

  /**
   * Does nothing when all of them may be asked for.
   *
   * @throws NpException.Invalid NO_EXTENSION otherwise
   */
  public static void check(List<ExtensionName> wanted) {
    for (ExtensionName each : wanted) {
      if (!ALLOWED.contains(each.value())) {
        throw new NpException.Invalid(
            ErrorCode.NO_EXTENSION,
            "there is no extension " + each + " here",
            "choose of " + String.join(", ", ALLOWED));
      }
    }
  }

  /** The libraries that these need from the start. */
  public static List<String> preloaded(List<ExtensionName> wanted) {
    return wanted.stream().map(ExtensionName::value).filter(PRELOADED::contains).sorted().toList();
  }
}
