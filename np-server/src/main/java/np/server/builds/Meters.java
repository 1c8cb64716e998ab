package np.server.builds;

/** Watches how much comes out of how little while an archive is read. */
final class Meters {
  private final MeteredInput packed;
  private final MeteredInput plain;
  private final ArchiveLimits limits;
  private long content;
  private int entries;

  Meters(MeteredInput packed, MeteredInput plain, ArchiveLimits limits) {
    this.packed = packed;
    this.plain = plain;
    this.limits = limits;
  }

  ArchiveLimits limits() {
    return limits;
  }

  /** Before the next header is read: long names must not fill the memory. */
  void expectHeader() {
    plain.allow(ArchiveLimits.HEADER_BYTES);
  }

  /** A header was read; its content of so many bytes comes next. */
  void expectContent(long size) {
    entries++;
    if (entries > limits.entries()) {
      throw BadArchive.tooLarge("it has more than " + limits.entries() + " entries");
    }
    if (size < 0 || content + size > limits.unpacked()) {
      throw BadArchive.tooLarge("it unpacks to more than " + limits.unpacked() + " bytes");
    }
    content += size;
    plain.allow(size + ArchiveLimits.HEADER_BYTES);
  }

  /** Called as content comes out. */
  void checkRatio() {
    long out = plain.count();
    if (out > ArchiveLimits.RATIO_FLOOR && out / limits.ratio() > packed.count()) {
      throw BadArchive.tooLarge(
          "it unpacks to more than " + limits.ratio() + " times its size, as bombs do");
    }
  }
}
