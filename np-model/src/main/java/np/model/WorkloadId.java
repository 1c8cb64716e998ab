package np.model;

/** One process type of one app: the unit that an engine runs and that a route names. */
public record WorkloadId(AppId app, ProcessName process) {

  /** Parses {@code tenant/app/process}; {@link NpException.Invalid} otherwise. */
  public static WorkloadId parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      throw new NpException.Invalid(
          ErrorCode.BAD_NAME,
          "\"" + Printable.escape(text) + "\" is not a workload",
          "write it as tenant/app/process");
    }
    AppId app = new AppId(new TenantName(parts[0]), new AppName(parts[1]));
    return new WorkloadId(app, new ProcessName(parts[2]));
  }

  /** {@code tenant/app/process}. */
  @Override
  public String toString() {
    return app + "/" + process;
  }
}
