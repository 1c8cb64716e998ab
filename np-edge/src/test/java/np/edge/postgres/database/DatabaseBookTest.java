package np.edge.postgres.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.edge.postgres.GatewayFixture;
import np.model.DatabaseLabel;
import np.model.DatabaseRoute;
import np.model.DatabaseSocket;
import np.model.ScramVerifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseBookTest {
  private static final ScramVerifier VERIFIER = GatewayFixture.verifier("x");

  @TempDir private Path directory;
  private DatabaseBook book;
  private Path file;

  @BeforeEach
  void open() {
    book = new DatabaseBook(directory);
    file = directory.resolve("databases.journal");
  }

  @Test
  void readsWhatItHasWritten() {
    DatabaseRoute full =
        new DatabaseRoute(
            GatewayFixture.id("shop"),
            7,
            new DatabaseLabel("shop-x1"),
            Map.of("shop-x1", VERIFIER, "bób", GatewayFixture.verifier("y")),
            20,
            Optional.of(Duration.ofMinutes(5)),
            Optional.of("in the trash"));
    book.saveAll(List.of(new DatabaseBook.Entry(full, null), entry("other", 1)));
    book.save(List.of(new DatabaseBook.Entry(full, new DatabaseSocket("/run/x"))), List.of());
    assertThat(new DatabaseBook(directory).load())
        .containsExactlyInAnyOrder(
            new DatabaseBook.Entry(full, new DatabaseSocket("/run/x")), entry("other", 1));
  }

  @Test
  void forgetsWhatIsGone() {
    book.saveAll(List.of(entry("one", 1), entry("two", 1)));
    book.save(List.of(entry("two", 2)), List.of(GatewayFixture.id("one")));
    assertThat(new DatabaseBook(directory).load()).containsExactly(entry("two", 2));
  }

  @Test
  void isForItsOwnerOnly() throws IOException {
    book.saveAll(List.of());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aLineThatWasNotWrittenToItsEndDoesNotCount() throws IOException {
    book.saveAll(List.of(entry("one", 1)));
    book.save(List.of(entry("one", 2)), List.of());
    byte[] all = Files.readAllBytes(file);
    int first = 1;
    while (all[first - 1] != '\n') {
      first++;
    }
    for (int size = first; size < all.length - 1; size++) {
      Files.write(file, Arrays.copyOf(all, size));
      assertThat(new DatabaseBook(directory).load()).containsExactly(entry("one", 1));
    }
  }

  @Test
  void aDamagedLineHarmsNoOther() throws IOException {
    book.saveAll(List.of(entry("one", 1), entry("two", 1), entry("three", 1)));
    List<String> lines = Files.readAllLines(file);
    lines.set(1, lines.get(1).replace("20", "21"));
    Files.write(file, lines);
    assertThat(new DatabaseBook(directory).load())
        .containsExactly(entry("one", 1), entry("three", 1));
  }

  @Test
  void aChangeOfOneAmongTenThousandIsOneLine() throws IOException {
    List<DatabaseBook.Entry> all = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      all.add(entry("db-" + i, 1));
    }
    book.saveAll(all);
    long before = Files.size(file);
    book.save(List.of(entry("db-77", 2)), List.of());
    assertThat(Files.size(file) - before).isLessThan(400);
    assertThat(book.isLong(10_000)).isFalse();
    assertThat(new DatabaseBook(directory).load()).hasSize(10_000).contains(entry("db-77", 2));
  }

  @Test
  void becomesShortAgain() {
    book.saveAll(List.of(entry("one", 0)));
    int writes = 0;
    while (!book.isLong(1)) {
      book.save(List.of(entry("one", writes)), List.of());
      writes++;
    }
    book.saveAll(List.of(entry("one", writes)));
    assertThat(book.isLong(1)).isFalse();
    assertThat(new DatabaseBook(directory).load()).containsExactly(entry("one", writes));
  }

  @Test
  void whatIsNoJournalIsEmpty() throws IOException {
    Files.write(file, new byte[] {0, -1, 10, 13, 65}, StandardOpenOption.CREATE);
    assertThat(book.load()).isEmpty();
  }

  private static DatabaseBook.Entry entry(String name, long generation) {
    return new DatabaseBook.Entry(
        new DatabaseRoute(
            GatewayFixture.id(name),
            generation,
            new DatabaseLabel(name),
            Map.of(name, VERIFIER),
            20,
            Optional.empty(),
            Optional.empty()),
        null);
  }
}
