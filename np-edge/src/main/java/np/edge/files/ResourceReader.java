package np.edge.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import np.edge.files.MediaType.Density;
import np.edge.files.Variant.Body;
import np.model.Digest;
import np.model.Site;
import org.jspecify.annotations.Nullable;

/** Reads resources from disk; blocks. */
final class ResourceReader {
  private static final int TAG_BYTES = 12;

  private final SiteFolders folders;
  private final SiteLimits limits;

  ResourceReader(SiteFolders folders, SiteLimits limits) {
    this.folders = folders;
    this.limits = limits;
  }

  /** A file that was found. */
  private record Found(Folder folder, Place place, BasicFileAttributes facts) {}

  /** Finds what {@code path} leads to. */
  Resource read(Site site, SitePath path) throws IOException {
    return switch (path.kind()) {
      case ABSENT, MALFORMED -> Resource.Missing.INSTANCE;
      case DIRECTORY -> index(site, path.segments());
      case FILE -> file(site, path);
    };
  }

  /** Opens a file of a site again, to be closed. */
  FileChannel open(Place place) throws IOException {
    try (Folder folder = folders.open(place.site(), place.parents())) {
      if (folder == null) {
        throw new IOException("no such directory: " + place.parents());
      }
      return folder.read(place.name());
    }
  }

  private Resource index(Site site, List<String> names) throws IOException {
    try (Folder folder = folders.open(site, names)) {
      Resource page = folder == null ? null : content(folder, site, names, "index.html");
      return page == null ? Resource.Missing.INSTANCE : page;
    }
  }

  private Resource file(Site site, SitePath path) throws IOException {
    try (Folder folder = folders.open(site, path.parents())) {
      if (folder == null) {
        return Resource.Missing.INSTANCE;
      }
      for (String name : List.of(path.name(), path.name() + ".html")) {
        Resource content = content(folder, site, path.parents(), name);
        if (content != null) {
          return content;
        }
      }
      try (Folder below = folder.enter(path.name())) {
        boolean page = below != null && below.findFile("index.html") != null;
        return page ? Resource.SlashMissing.INSTANCE : Resource.Missing.INSTANCE;
      }
    }
  }

  private Resource.@Nullable Content content(
      Folder folder, Site site, List<String> names, String name) throws IOException {
    BasicFileAttributes facts = folder.findFile(name);
    if (facts == null) {
      return null;
    }
    List<String> all = new ArrayList<>(names);
    all.add(name);
    SitePath path = new SitePath(SitePath.Kind.FILE, all);
    MediaType type = MediaType.of(path);
    List<Variant> variants = variants(new Found(folder, new Place(site, all), facts), type);
    return new Resource.Content(type.value(), CacheRule.of(path, type), variants);
  }

  private List<Variant> variants(Found found, MediaType type) throws IOException {
    Variant identity = stored(found, Coding.IDENTITY);
    List<Variant> variants = new ArrayList<>();
    for (Coding coding : Coding.values()) {
      Variant sibling = coding == Coding.IDENTITY ? null : sibling(found, coding);
      if (sibling != null) {
        variants.add(sibling);
      } else if (coding == Coding.GZIP && type.density() == Density.LOOSE) {
        addCompressed(variants, found, identity);
      }
    }
    variants.add(identity);
    return variants;
  }

  /** The variant that lies beside a file, compressed when the site was built. */
  private @Nullable Variant sibling(Found found, Coding coding) throws IOException {
    List<String> names = new ArrayList<>(found.place.parents());
    names.add(found.place.name() + coding.suffix());
    Place place = new Place(found.place.site(), names);
    BasicFileAttributes facts = found.folder.findFile(place.name());
    return facts == null ? null : stored(new Found(found.folder, place, facts), coding);
  }

  private Variant stored(Found found, Coding coding) throws IOException {
    Site site = found.place.site();
    long second =
        Math.max(found.facts.lastModifiedTime().toMillis() / 1000, folders.madeSecond(site));
    if (found.facts.size() > limits.memoryBytes()) {
      String tag = tag(Digest.sha256().digest(identity(found).getBytes(UTF_8)));
      return new Variant(
          coding, Validators.of(tag, second), new Body.OnDisk(found.place, found.facts.size()));
    }
    ByteBuffer bytes = bytes(found);
    MessageDigest sha256 = Digest.sha256();
    sha256.update(bytes.duplicate());
    return new Variant(coding, Validators.of(tag(sha256.digest()), second), new Body.Memory(bytes));
  }

  /** What makes a large file differ from all others, without reading it. */
  private static String identity(Found found) {
    BasicFileAttributes facts = found.facts;
    return String.join(
        "\n",
        found.place.site().artifact().toString(),
        found.place.names().toString(),
        Long.toString(facts.size()),
        facts.lastModifiedTime().toString(),
        String.valueOf(facts.fileKey()));
  }

  private static String tag(byte[] digest) {
    byte[] head = Arrays.copyOf(digest, TAG_BYTES);
    return "\"" + Base64.getUrlEncoder().encodeToString(head) + "\"";
  }

  private static ByteBuffer bytes(Found found) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) found.facts.size());
    try (FileChannel file = found.folder.read(found.place.name())) {
      while (bytes.hasRemaining()) {
        if (file.read(bytes) < 0) {
          throw new EOFException("the file has become shorter: " + found.place.name());
        }
      }
    }
    return bytes.flip();
  }

  private void addCompressed(List<Variant> variants, Found found, Variant identity)
      throws IOException {
    long size = found.facts.size();
    Validators validators = identity.validators().coded(Coding.GZIP);
    if (size < Gzip.WORTHWHILE || size > limits.gzipStreamBytes()) {
      return;
    }
    if (size > limits.gzipOnceBytes()) {
      variants.add(new Variant(Coding.GZIP, validators, new Body.Deflated(found.place)));
      return;
    }
    ByteBuffer plain =
        identity.body() instanceof Body.Memory memory ? memory.bytes() : bytes(found);
    ByteBuffer compressed = Gzip.compress(plain);
    if (compressed.remaining() < size) {
      variants.add(new Variant(Coding.GZIP, validators, new Body.Memory(compressed)));
    }
  }
}
