package np.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The size limits of the house style; a record's components are not parameters here. */
final class SizesTest {
  private static final Path ROOT = Path.of(System.getProperty("np.root", ".."));

  @Test
  void filesMethodsAndParameterListsStayWithinTheLimits() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).isNotEmpty();
    assertThat(violations(sources)).isEmpty();
  }

  private static List<String> violations(List<Path> sources) throws IOException {
    var found = new ArrayList<String>();
    for (Path source : sources) {
      int lines = Files.readAllLines(source).size();
      if (lines > 400) found.add(ROOT.relativize(source) + ": " + lines + " lines, at most 400");
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse())
        new Sizes(unit, positions, found).scan(unit, null);
    }
    return found;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      var found = new ArrayList<Path>();
      for (Path module : modules.filter(path -> Files.isDirectory(path.resolve("src"))).toList()) {
        try (Stream<Path> files = Files.walk(module.resolve("src"))) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
        }
      }
      return found;
    }
  }

  private static final class Sizes extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;

    Sizes(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      if (method.getBody() != null) {
        long first = line(positions.getStartPosition(unit, method.getBody()));
        long lines = line(positions.getEndPosition(unit, method.getBody())) - first + 1;
        if (lines > 50) report(method, lines + " lines, at most 50");
      }
      int parameters = method.getParameters().size();
      if (parameters > 7 && !ofRecord(method))
        report(method, parameters + " parameters, at most 7");
      return super.visitMethod(method, null);
    }

    /** A record's constructor repeats its components. */
    private boolean ofRecord(MethodTree method) {
      return method.getReturnType() == null
          && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
    }

    private void report(MethodTree method, String what) {
      long line = line(positions.getStartPosition(unit, method));
      Path file = ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
      found.add(file + ":" + line + " " + method.getName() + ": " + what);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
