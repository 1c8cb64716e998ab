package np.local.postgres.instance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.local.process.Confinement;
import np.local.process.OwnerMapping;
import np.local.process.ProcessTable;
import np.local.storage.DataOwner;
import np.local.storage.MappedData;
import np.model.InstanceId;

/** Each in a sandbox, so that not even its superuser gains anything outside. */
public final class ConfinedInstances implements InstanceStyle {
  private static final String ROOT = "root";
  private static final int SIGKILL = 9;

  private final Confinement confinement;
  private final Optional<OwnerMapping> mapping;
  private final ProcessTable processes;

  /**
   * @param mapping of the owners of data, where this machine has what it needs
   */
  public ConfinedInstances(
      Confinement confinement, Optional<OwnerMapping> mapping, ProcessTable processes) {
    this.confinement = confinement;
    this.mapping = mapping;
    this.processes = processes;
  }

  @Override
  public String user() {
    return ROOT;
  }

  @Override
  public SharedMemory sharedMemory() {
    return SharedMemory.SYSV;
  }

  @Override
  public boolean maps(Path data, DataOwner owner) throws IOException {
    Optional<MappedData> mapped = map(data, owner);
    mapped.ifPresent(MappedData::close);
    return mapped.isPresent();
  }

  private Optional<MappedData> map(Path data, DataOwner owner) throws IOException {
    return mapping.isPresent() && !owner.isChanging()
        ? mapping.get().open(data, owner)
        : Optional.empty();
  }

  @Override
  public Started start(PostgresRelease release, InstanceSettings settings, InstancePlace place)
      throws IOException {
    Optional<DataOwner> foreign = place.foreign();
    if (foreign.isPresent()) {
      Optional<MappedData> mapped = map(place.data(), foreign.get());
      if (mapped.isPresent()) {
        try (MappedData data = mapped.get()) {
          return start(release, settings, place, Optional.of(data.file()));
        }
      }
      place.takeOver();
    }
    return start(release, settings, place, Optional.empty());
  }

  private Started start(
      PostgresRelease release,
      InstanceSettings settings,
      InstancePlace place,
      Optional<Path> mounts)
      throws IOException {
    int uid = place.uid().orElseThrow(() -> new IOException(place.data() + " belongs to root"));
    Path accounts = place.settings().resolve("passwd");
    new SettingsFile(accounts).say(accounts(uid));
    List<String> line = new ArrayList<>(List.of(release.program("postgres").toString()));
    line.addAll(settings.arguments(place));
    Confinement.Cell cell =
        new Confinement.Cell(
            name(place),
            uid,
            List.of(release.directory(), place.settings()),
            List.of(place.data(), place.sockets()),
            accounts,
            Map.of("LC_ALL", "C", "LD_LIBRARY_PATH", release.libraries().toString()),
            settings.limits(),
            mounts);
    Confinement.Confined confined = confinement.start(cell, line, place.log());
    return new Started(confined.outer(), Optional.of(confined.program()));
  }

  /** The sandbox itself may still be about to end. */
  @Override
  public void release(InstancePlace place) {
    confinement.clear(name(place));
  }

  /** By its control group, or where there are none by its user. */
  @Override
  public void clear(InstancePlace place) {
    confinement.clear(name(place));
    place
        .uid()
        .ifPresent(uid -> processes.ownedBy(uid).forEach(each -> processes.signal(each, SIGKILL)));
  }

  private static InstanceId name(InstancePlace place) {
    return new InstanceId("db-" + place.sockets().getFileName());
  }

  /** It must know who connects by name, for its pg_ident.conf. */
  private static String accounts(int uid) {
    return "root:x:0:0::/:/\npostgres:x:%d:%d::/:/\n".formatted(uid, uid);
  }
}
