package np.model;

/**
 * The limits of one instance, enforced where the machine allows it.
 *
 * @param cpu processor time that it may use
 * @param memory the most memory it may use, swap included
 * @param processes the most processes and threads, 1 to 65536
 */
public record Resources(Cpu cpu, ByteSize memory, int processes) {
  public static final Resources DEFAULT =
      new Resources(new Cpu(1000), ByteSize.mebibytes(512), 512);

  public Resources {
    if (memory.bytes() < ByteSize.mebibytes(4).bytes()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "memory " + memory + " is too little", "give it at least 4M");
    }
    if (processes < 1 || processes > 65_536) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, processes + " processes are out of range", "write 1 to 65536");
    }
  }
}
