package np.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The newest row of each figure, so that one can be measured again without all the others.
 *
 * @param directory below target
 */
record Results(Path directory) {

  void keep(Result result, String date) throws IOException {
    Files.createDirectories(directory);
    try (Writer out = Files.newBufferedWriter(directory.resolve(result.target().key()))) {
      result.row(date).store(out, null);
    }
  }

  List<Properties> rows() throws IOException {
    List<Properties> rows = new ArrayList<>();
    for (Path file : files()) {
      Properties row = new Properties();
      try (Reader in = Files.newBufferedReader(file)) {
        row.load(in);
      }
      rows.add(row);
    }
    return rows;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted(Comparator.comparingInt(Results::number)).toList();
    }
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().split("-", 2)[0]);
  }
}
