package np.edge.postgres.sleep;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import np.edge.postgres.sleep.Memory.Origin;
import np.edge.postgres.sleep.Memory.Setting;
import np.edge.postgres.sleep.Memory.Statement;
import np.edge.postgres.wire.SettingNames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MemoryTest {
  private final SleepQuestion question = new SleepQuestion("bob", new SettingNames());

  @Test
  void writesWhatMakesTheSessionAgain() {
    Memory memory =
        new Memory(
            Optional.of("LATIN1"),
            List.of(new Setting("a", "it's \\ \u00e4"), new Setting("role", "x")),
            List.of(
                new Statement("S_1", "SELECT $1", List.of(23, -2), Origin.PROTOCOL),
                new Statement("p", "PREPARE p AS SELECT 1", List.of(), Origin.SQL)));
    ByteBuf out = Unpooled.buffer();
    memory.restore(out);
    assertThat(read(out))
        .containsExactly(
            "Q:SET client_encoding TO E'LATIN1'\0",
            "Q:SELECT pg_catalog.set_config(E'a', E'it''s \\\\ \u00e4', false),"
                + " pg_catalog.set_config(E'role', E'x', false)\0",
            "P:S_1\0SELECT $1\0\0\2\0\0\0\27\377\377\377\376",
            "S:",
            "Q:PREPARE p AS SELECT 1\0");
    assertThat(memory.steps()).isEqualTo(4);
    assertThat(memory.settingSteps()).isEqualTo(2);
  }

  @Test
  void nothingIsWrittenForNothing() {
    ByteBuf out = Unpooled.buffer();
    Memory.EMPTY.restore(out);
    assertThat(out.isReadable()).isFalse();
    assertThat(Memory.EMPTY.steps()).isZero();
  }

  @Test
  void readsTheAnswer() {
    Optional<Memory> memory =
        question.read(
            List.of(
                row("user", "bob", null, null),
                row("encoding", "UTF8", null, null),
                row("setting", "TimeZone", "UTC", null),
                row("setting", "app.unset", null, null),
                row("role", "none", null, null),
                row("statement", "S_1", "SELECT $1", "23,4294967294"),
                row("sql", "p", "PREPARE p AS SELECT 1;", null)));
    assertThat(memory)
        .contains(
            new Memory(
                Optional.empty(),
                List.of(new Setting("TimeZone", "UTC")),
                List.of(
                    new Statement("S_1", "SELECT $1", List.of(23, -2), Origin.PROTOCOL),
                    new Statement("p", "PREPARE p AS SELECT 1;", List.of(), Origin.SQL))));
  }

  @Test
  void whatCannotBeKeptKeepsTheSession() {
    for (List<@Nullable String> row :
        List.of(
            row("busy", "listens", null, null),
            row("user", "somebody", null, null),
            row("encoding", "SJIS", null, null),
            row("sql", "p", "PREPARE p AS SELECT 1; SELECT 2", null),
            row("setting", "x.y", "z".repeat(2_000_000), null),
            row("unheard of", null, null, null))) {
      assertThat(question.read(List.of(row))).as(row.getFirst()).isEmpty();
    }
  }

  @Test
  void theRoleComesBehindTheSettings() {
    Optional<Memory> memory =
        question.read(List.of(row("role", "clerk", null, null), row("setting", "a", "b", null)));
    assertThat(memory.orElseThrow().settings())
        .containsExactly(new Setting("a", "b"), new Setting("role", "clerk"));
  }

  private static List<@Nullable String> row(@Nullable String... columns) {
    return Arrays.asList(columns);
  }

  private static List<String> read(ByteBuf in) {
    List<String> all = new ArrayList<>();
    while (in.isReadable()) {
      char type = (char) in.readByte();
      int size = in.readInt() - 4;
      all.add(type + ":" + in.readCharSequence(size, StandardCharsets.ISO_8859_1));
    }
    return all;
  }
}
