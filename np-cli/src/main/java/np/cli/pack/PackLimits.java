package np.cli.pack;

import np.model.ByteSize;

/**
 * What is too much to upload.
 *
 * @param bytes of all files together, before compression
 * @param files how many
 */
public record PackLimits(ByteSize bytes, int files) {
  public static final PackLimits USUAL = new PackLimits(ByteSize.mebibytes(512), 20_000);
}
