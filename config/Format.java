import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The format gate: {@code check} names the files that differ from google-java-format, {@code write} mends them. */
final class Format {

  public static void main(String[] arguments) throws IOException {
    boolean write = arguments[0].equals("write");
    Path root = Path.of(arguments[1]);
    var changed = new ConcurrentLinkedQueue<String>();
    var broken = new ConcurrentLinkedQueue<String>();
    sources(root).parallelStream().forEach(file -> {
      try {
        String before = Files.readString(file);
        String after = format(before);
        if (before.equals(after)) return;
        if (write) Files.writeString(file, after);
        changed.add(root.relativize(file).toString());
      } catch (Exception e) {
        broken.add(root.relativize(file) + ": " + e.getMessage());
      }
    });
    changed.stream().sorted().forEach(file -> System.out.println((write ? "formatted: " : "badly formatted: ") + file));
    broken.stream().sorted().forEach(line -> System.out.println("cannot be read: " + line));
    if (!write && !changed.isEmpty()) System.out.println("run ./format");
    if (!broken.isEmpty() || !write && !changed.isEmpty()) System.exit(1);
  }

  private static String format(String source) throws Exception {
    String ordered = ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.GOOGLE);
    return new Formatter().formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      return modules.filter(module -> module.getFileName().toString().startsWith("np-"))
          .map(module -> module.resolve("src")).filter(Files::isDirectory)
          .flatMap(Format::javaFiles).toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
