package np.local.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import np.local.storage.FileCalls.Descriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows processes the files of another user as theirs, without a change to any of them: by a mount
 * that maps the one owner to the other (mount_setattr(2); the kernel knows it since 5.12, for btrfs
 * since 5.15).
 */
public final class OwnerMapping {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerMapping.class);

  /** So many namespaces are kept for the next time, a descriptor each. */
  private static final int KEPT = 64;

  private final Path unshare;
  private final Map<DataOwner, UserNamespace> kept = new LinkedHashMap<>();

  /**
   * @param unshare the program unshare(1)
   */
  public OwnerMapping(Path unshare) {
    this.unshare = unshare;
  }

  /** The files of this directory as those of the user; empty where the machine cannot do it. */
  public Optional<MappedData> open(Path data, DataOwner owner) {
    try {
      return Optional.of(new MappedData(data, mapped(data, owner)));
    } catch (IOException e) {
      LOG.debug("data={} owner=not-mapped why=\"{}\"", data, e.toString());
      return Optional.empty();
    }
  }

  private Descriptor mapped(Path data, DataOwner owner) throws IOException {
    UserNamespace namespace = take(owner);
    try {
      Descriptor mount = MountCalls.detached(data);
      try {
        MountCalls.map(mount, namespace.descriptor(), data);
        return mount;
      } catch (IOException e) {
        mount.close();
        throw e;
      }
    } finally {
      giveBack(owner, namespace);
    }
  }

  private UserNamespace take(DataOwner owner) throws IOException {
    UserNamespace known;
    synchronized (kept) {
      known = kept.remove(owner);
    }
    return known != null ? known : UserNamespace.of(unshare, owner);
  }

  private void giveBack(DataOwner owner, UserNamespace namespace) {
    synchronized (kept) {
      UserNamespace other = kept.put(owner, namespace);
      if (other != null) {
        other.close();
      }
      Iterator<UserNamespace> eldest = kept.values().iterator();
      while (kept.size() > KEPT) {
        eldest.next().close();
        eldest.remove();
      }
    }
  }
}
