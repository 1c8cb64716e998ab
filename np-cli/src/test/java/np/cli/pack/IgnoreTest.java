package np.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import np.testkit.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every expectation is git's own answer. */
class IgnoreTest {
  private static final List<String> TREE =
      List.of(
          "a.txt",
          "b.log",
          "foo",
          "foo.txt",
          "Foo",
          "build/out.js",
          "build/sub/x.txt",
          "src/build/y.txt",
          "src/a.txt",
          "src/b.log",
          "src/deep/er/c.log",
          "src/deep/er/keep.log",
          "docs/a/b/c.md",
          "docs/c.md",
          "x/y/z/w.txt",
          "x/z/w.txt",
          "[ab].txt",
          "a b .txt",
          "t r ",
          "#hash",
          "!bang",
          "back\\slash",
          "ünï.txt",
          ".env",
          ".hidden/file",
          "node_modules/m/i.js",
          "q?.txt",
          "star*.txt",
          "n1.txt",
          "n22.txt",
          "nX.txt");

  @TempDir private Path root;

  @BeforeEach
  void plant() throws IOException {
    Needs.program("git", "git");
    run("git", "init", "-q", ".");
    for (String file : TREE) {
      write(file, "");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.log",
        "/foo",
        "foo",
        "foo/",
        "build",
        "build/",
        "/build/",
        "src/build",
        "**/build",
        "build/**",
        "docs/**/c.md",
        "x/**/w.txt",
        "**/deep/",
        "*\n!*.txt",
        "*\n!*/\n!*.log",
        "src/\n!src/a.txt",
        "*.log\n!keep.log",
        "*.log\n!/src/deep/er/keep.log",
        "/*\n!/src",
        "[ab].txt",
        "\\[ab\\].txt",
        "[[]ab].txt",
        "[!a-z].txt",
        "n[0-9].txt",
        "n[[:digit:]]*.txt",
        "n[[:upper:]].txt",
        "n[^0-9].txt",
        "a b .txt",
        "t r \\ ",
        "t r ",
        "\\#hash",
        "#hash",
        "\\!bang",
        "!bang",
        "back\\\\slash",
        "ünï*",
        "q\\?.txt",
        "q?.txt",
        "star\\*.txt",
        ".*",
        "**",
        "**/",
        "/**",
        "*",
        "?oo",
        "docs/*",
        "docs/*/b",
        "docs/**",
        "a**t",
        "src/**/c.log",
        "src/*/c.log",
        "x/**/**/w.txt",
        "foo.txt\r\n*.log\r",
        "\ufefffoo",
        "[",
        "[a",
        "\\",
        "a\\",
        "/",
        "!",
        "  ",
        "src/deep/",
        "deep/er",
        "/deep/er",
        "src//a.txt",
        "./foo",
        "../foo",
        "node_modules\n!node_modules/m/i.js",
        "[a-]oo",
        "[]a].txt",
        "n[]-1].txt",
        "n[\\1].txt",
        "**foo",
        "f**",
        "d*/a/**",
        "foo\n!foo\nfoo",
        "*/",
        "*/*",
        "*/*/*",
        "[[:alpha:]]*.txt",
        "n[1-].txt",
        "n[a-cX].txt",
        "n[x",
        "{a,b}.txt"
      })
  void leavesOutWhatGitLeavesOut(String patterns) throws IOException {
    write(".gitignore", patterns);
    assertThat(packed()).isEqualTo(git());
  }

  @Test
  void aDeeperFileWinsOverAHigherOne() throws IOException {
    write(".gitignore", "*.log\n!b.log\n/src/a.txt\n");
    write("src/.gitignore", "!*.log\n/deep/er/c.log\nbuild\n");
    write("src/deep/.gitignore", "!c.log\n/er/keep*\n");
    write("docs/.gitignore", "*\n");
    assertThat(packed()).isEqualTo(git());
  }

  @Test
  void agreesWithGitOnRandomRules() throws IOException {
    Random random = new Random(42);
    List<String> parts =
        List.of(
            "*", "**", "/", "src", "build", "foo", ".txt", "*.log", "?", "[a-z]", "deep", "er", "!",
            "x", "docs", "a", "b", "c.md", "\n", "\n", "z", "[!a]");
    for (int round = 0; round < 150; round++) {
      write(".gitignore", rules(random, parts));
      write("src/.gitignore", rules(random, parts));
      assertThat(packed()).as(shown()).isEqualTo(git());
    }
  }

  @Test
  void npignoreWinsOverGitignoreOnEveryLevel() throws IOException {
    write(".gitignore", "build\n*.log\n");
    write("src/.gitignore", "a.txt\n");
    write(".npignore", "!build\n!src/a.txt\ndocs\n");
    assertThat(packed())
        .contains("build/out.js", "src/a.txt", "src/build/y.txt")
        .doesNotContain("b.log", "docs/c.md", "docs/a/b/c.md");
  }

  private static String rules(Random random, List<String> parts) {
    StringBuilder text = new StringBuilder();
    int count = 1 + random.nextInt(14);
    for (int i = 0; i < count; i++) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }

  private String shown() throws IOException {
    return Files.readString(root.resolve(".gitignore"))
        + " | "
        + Files.readString(root.resolve("src/.gitignore"));
  }

  private Set<String> packed() throws IOException {
    SourceWalk walk = new SourceWalk(root.toRealPath(), Set.of(), PackLimits.USUAL);
    walk.run();
    return new TreeSet<>(walk.files().keySet());
  }

  private Set<String> git() throws IOException {
    return new TreeSet<>(
        run("git", "ls-files", "--others", "-z", "--exclude-per-directory=.gitignore"));
  }

  private List<String> run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> parts = new ArrayList<>(List.of(out.split("\0", -1)));
    parts.removeIf(String::isEmpty);
    return parts;
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
    Files.writeString(file, text);
  }
}
