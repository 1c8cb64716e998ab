package np.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Digests the part of a workload whose change needs new instances. */
final class Fingerprint {
  private final MessageDigest sha256 = Digest.sha256();

  private Fingerprint() {}

  static Digest of(Workload workload) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(workload.task());
    fingerprint.add(workload.revision());
    switch (workload) {
      case Workload.Service service -> fingerprint.add(service.port());
      case Workload.Worker worker -> fingerprint.add("worker");
    }
    return Digest.of(fingerprint.sha256);
  }

  private void add(Task task) {
    add(task.artifact().digest().hex());
    add(task.artifact().builtBy().value());
    switch (task.command()) {
      case Command.Shell shell -> add(shell.line());
      case Command.Argv argv -> argv.arguments().forEach(this::add);
    }
    add(task.runtime().orElse(""));
    add(task.environment().plain().size());
    task.environment().plain().forEach(this::addVariable);
    task.environment().secrets().forEach((name, secret) -> addVariable(name, secret.reveal()));
    add(task.resources().toString());
  }

  private void add(Port port) {
    switch (port) {
      case Port.Assigned assigned -> add(0);
      case Port.Fixed fixed -> add(fixed.number());
    }
  }

  private void addVariable(EnvName name, String value) {
    add(name.value());
    add(value);
  }

  /** Length first, so that no two sequences of texts look alike. */
  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    sha256.update(bytes);
  }

  private void add(int number) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
  }
}
