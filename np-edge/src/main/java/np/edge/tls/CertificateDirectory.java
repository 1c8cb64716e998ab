package np.edge.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pairs {@code <name>.crt} and {@code <name>.key} in a directory. What an operator puts there
 * is in use within a second, without a restart and without a connection being cut. A pair that
 * cannot be used never replaces the one that was there: that stays in use, after a restart too, and
 * the status says why.
 */
public final class CertificateDirectory implements CertificateSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateDirectory.class);

  private final Path directory;
  private final InstantSource clock;
  private final DirectoryWatch watch;
  private final LastGoodPairs lastGood;
  private final AtomicBoolean started = new AtomicBoolean();
  private Map<String, Entry> entries = new LinkedHashMap<>();
  private String trouble = "";
  private volatile @Nullable CertificateTable table;

  /** Of {@code directory}, which is made when it is missing. */
  public CertificateDirectory(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
    this.lastGood = new LastGoodPairs(directory.resolve(".last-good"));
    this.watch = new DirectoryWatch(directory, this::reload);
  }

  /**
   * What is known about one pair.
   *
   * @param stamp of the files when they were read
   * @param used what is in use, null when there never was anything usable
   * @param why what is wrong with the files as they are now; empty when nothing is
   */
  private record Entry(
      PairFiles files, String stamp, @Nullable ServerCertificate used, String why) {}

  /**
   * Reads the directory and follows its changes from then on, both on a thread of its own. Happens
   * by itself when the first certificate is looked for; before that nothing is loaded.
   */
  public void start() {
    if (started.compareAndSet(false, true)) {
      watch.start();
    }
  }

  @Override
  public @Nullable ServerCertificate ready(String name) {
    CertificateTable known = table;
    return known == null ? null : known.find(name, clock.instant());
  }

  @Override
  public @Nullable ServerCertificate find(String name) {
    load();
    return ready(name);
  }

  @Override
  public synchronized List<CertificateStatus> status() {
    load();
    List<CertificateStatus> all = new ArrayList<>();
    PairStatus status = new PairStatus(clock.instant());
    for (Entry entry : entries.values()) {
      if (entry.used != null) {
        all.add(status.used(entry.used, entry.files.warning()));
      }
      if (!entry.why.isEmpty()) {
        all.add(status.refused(entry.files.name(), entry.why, entry.used));
      }
    }
    if (!trouble.isEmpty()) {
      all.add(status.refused(directory.toString(), trouble, null));
    }
    return all;
  }

  /** Stops following; what is in use stays in use. */
  @Override
  public void close() {
    watch.close();
  }

  private void load() {
    start();
    if (table == null) {
      reload();
    }
  }

  private synchronized void reload() {
    try {
      Map<String, Entry> now = new LinkedHashMap<>();
      for (Path file : files()) {
        PairFiles files = PairFiles.of(file);
        now.put(files.name(), entry(files, entries.get(files.name())));
      }
      boolean changed = !used(now).equals(used(entries));
      entries = now;
      trouble = "";
      if (changed || table == null) {
        table = new CertificateTable(used(now));
        lastGood.retain(now.keySet());
        LOG.info("event=certificates_loaded pairs={}", now.size());
      }
    } catch (IOException e) {
      trouble = "cannot be read: " + e.getClass().getSimpleName() + "; see ls -l " + directory;
      table = table == null ? new CertificateTable(List.of()) : table;
      LOG.warn("event=certificates_unreadable directory={}", directory, e);
    }
  }

  private List<Path> files() throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(CertificateDirectory::isCertificate).sorted().toList();
    }
  }

  private static boolean isCertificate(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".crt") && !name.startsWith(".");
  }

  private Entry entry(PairFiles files, @Nullable Entry before) throws IOException {
    String stamp = files.stamp();
    if (before != null && before.stamp.equals(stamp)) {
      return before;
    }
    try {
      ServerCertificate read = files.read();
      lastGood.keep(read);
      return new Entry(files, stamp, read, "");
    } catch (RefusedPairException e) {
      LOG.warn("event=certificate_refused file={} why=\"{}\"", files.name(), e.why());
      return new Entry(
          files, stamp, before == null ? lastGood.find(files.name()) : before.used, e.why());
    }
  }

  private static List<ServerCertificate> used(Map<String, Entry> entries) {
    return entries.values().stream().map(Entry::used).filter(Objects::nonNull).toList();
  }
}
