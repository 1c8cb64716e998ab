package np.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file system in a sparse file, mounted as long as it is measured; needs root. */
record LoopFileSystem(Path mount) implements AutoCloseable {
  private static final String SIZE = "20G";

  /** XFS whose files can share blocks. */
  static LoopFileSystem xfs(Path scratch, Path mount) throws IOException, InterruptedException {
    String image = scratch.resolve("xfs.img").toString();
    run("truncate", "-s", SIZE, image);
    run("mkfs.xfs", "-q", "-m", "reflink=1", image);
    Files.createDirectories(mount);
    run("mount", "-o", "loop", image, mount.toString());
    return new LoopFileSystem(mount);
  }

  private static void run(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Program.find(program).orElseThrow().toString());
    command.addAll(List.of(arguments));
    Program.run(command.toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", mount.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
