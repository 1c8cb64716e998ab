package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import np.local.postgres.instance.Names;
import np.local.postgres.instance.Provisioning;
import np.local.postgres.instance.RunningInstance;
import np.model.ScramVerifier;
import np.model.WantedDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is inside a running instance: roles, passwords, extensions. Brings it to what is wanted, and
 * reads what clients have made of it.
 */
final class Provisioner {
  private static final Logger LOG = LoggerFactory.getLogger(Provisioner.class);

  private final Keeping keeping;

  Provisioner(Keeping keeping) {
    this.keeping = keeping;
  }

  /**
   * Makes what is inside as wanted, and writes down that it is; whoever calls it holds the work on
   * the database.
   *
   * @return what is wrong with it nevertheless
   */
  Optional<String> provision(Database database, RunningInstance instance)
      throws IOException, InterruptedException {
    DatabaseRecord record = database.record();
    WantedDatabase wanted = record.wanted();
    Optional<DatabaseRecord.Done> done = record.doneNow();
    if (done.filter(each -> each.generation() == wanted.generation()).isPresent()
        || !isOf(instance, record.epoch())) {
      return Optional.empty();
    }
    Optional<String> problem;
    Map<String, ScramVerifier> logins;
    Names names = Names.of(wanted.label());
    Path socket = instance.place().socket();
    Names before =
        database
            .names(record.epoch())
            .orElseThrow(() -> new IOException("nobody knows what is in its data"));
    try (Provisioning inside =
        done.isPresent() ? Provisioning.open(socket) : Provisioning.openIn(before, socket)) {
      boolean same = done.filter(each -> each.verifier().equals(wanted.verifier())).isPresent();
      inside.settle(
          before,
          names,
          same
              ? Optional.empty()
              : Optional.of(new Provisioning.Password(wanted.verifier(), others(record))));
      problem = inside.extend(names, wanted.settings().extensions());
      logins = inside.logins();
    }
    long generation = problem.isPresent() ? 0 : wanted.generation();
    database.making.awaitOnDisk();
    keeping.write(
        database,
        newest ->
            newest
                .done(new DatabaseRecord.Done(record.epoch(), generation, wanted.verifier()))
                .logins(newest.wanted().equals(wanted) ? logins : newest.logins()));
    return problem;
  }

  /** Else other data are wanted by now, which are about to be made. */
  private static boolean isOf(RunningInstance instance, int epoch) {
    return instance.place().data().endsWith("data-" + epoch);
  }

  /** Only the first time in data that come from another database. */
  private static Provisioning.Others others(DatabaseRecord record) {
    return record.epoch() > 0 && record.doneNow().isEmpty()
        ? Provisioning.Others.SHUT_OUT
        : Provisioning.Others.KEPT;
  }

  /** Lets gateways know the roles and passwords that clients have made. */
  void readLogins(Database database) {
    Optional<RunningInstance> running = database.process();
    if (running.isEmpty()) {
      return;
    }
    try (Provisioning inside = Provisioning.open(running.get().place().socket())) {
      Map<String, ScramVerifier> logins = inside.logins();
      keeping.write(database, record -> isFulfilled(record) ? record.logins(logins) : record);
    } catch (IOException e) {
      LOG.warn("database={} logins=not-read: {}", database.id(), e.toString());
    }
  }

  /** Else a newer password is in force already that is not inside yet. */
  private static boolean isFulfilled(DatabaseRecord record) {
    return record
        .doneNow()
        .filter(done -> done.verifier().equals(record.wanted().verifier()))
        .isPresent();
  }
}
