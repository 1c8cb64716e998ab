package np.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Spoils good files at random, always in the same way, and reads what is left. */
class SpecMutationTest {
  private static final int MUTANTS = 4000;
  private static final long SEED = 20_261_121;
  private static final List<String> PIECES =
      List.of(
          "*",
          "&a",
          "@",
          "`",
          "%",
          "!",
          "!!str ",
          "|",
          ">",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          ": ",
          "#",
          " #",
          "-",
          "- ",
          "?",
          "\"",
          "'",
          "\t",
          "\n",
          "\r",
          "\u0000",
          "\u001b[2J",
          "\ufeff",
          "\u2028",
          "\ud83d\ude00",
          "\ud83d",
          "---\n",
          "...\n",
          "<<: ",
          "~",
          "null",
          "$(db.url)",
          "->",
          "99999999999",
          "-1",
          "0",
          "1e9",
          "x-a: 1\n",
          "scale: 3\n",
          "  run: x\n",
          "environments: ");

  @Test
  void everyMutantIsReadOrRefusedWithAPlace() {
    Random random = new Random(SEED);
    List<String> seeds = seeds();
    int valid = 0;
    for (int i = 0; i < MUTANTS; i++) {
      String mutant = mutate(seeds.get(i % seeds.size()), random);
      boolean preview = i % seeds.size() == 1 && random.nextBoolean();
      valid += check(mutant, preview ? Optional.of("preview") : Optional.empty());
    }
    assertThat(valid).isBetween(MUTANTS / 20, MUTANTS - MUTANTS / 20);
  }

  /** Returns 1 when it can be deployed. */
  private static int check(String text, Optional<String> environment) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n') + "\n";
    int last = (int) lines.chars().filter(c -> c == '\n').count();
    return switch (SpecParser.parse(text, "np.yaml", environment)) {
      case ParsedSpec.Valid valid -> {
        assertThat(SpecParser.parse(SpecWriter.write(valid.spec()), "np.yaml", Optional.empty()))
            .as(text)
            .isInstanceOfSatisfying(
                ParsedSpec.Valid.class, again -> assertThat(again.spec()).isEqualTo(valid.spec()));
        yield 1;
      }
      case ParsedSpec.Invalid invalid -> {
        assertThat(invalid.diagnostics()).as(text).isNotEmpty();
        assertThat(invalid.diagnostics())
            .allSatisfy(
                each -> {
                  assertThat(each.span().line()).as(text).isBetween(1, last);
                  assertThat(each.span().column()).as(text).isPositive();
                  assertThat(each.message()).isNotBlank();
                });
        assertThat(new DiagnosticRenderer("np.yaml", text).render(invalid.diagnostics()))
            .as(text)
            .matches("(?s)[^\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029]*");
        yield 0;
      }
    };
  }

  private static String mutate(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(out.length() + 1);
      int end = Math.min(out.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> out.delete(at, end);
        case 1 -> out.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> out.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        case 3 -> out.insert(at, out.substring(at, Math.min(out.length(), at + 40)));
        default -> moveLine(out, random);
      }
    }
    return out.toString();
  }

  private static void moveLine(StringBuilder out, Random random) {
    List<String> lines = new ArrayList<>(out.toString().lines().toList());
    if (!lines.isEmpty()) {
      String line = lines.remove(random.nextInt(lines.size()));
      lines.add(random.nextInt(lines.size() + 1), " ".repeat(random.nextInt(5)) + line.strip());
    }
    out.setLength(0);
    out.append(String.join("\n", lines));
  }

  private static List<String> seeds() {
    return List.of(
        "static: ./public\n",
        """
        # a shop
        app: shop
        build: {command: npm ci && npm run build, timeout: 10m}
        run: npm start
        health_check: {path: /health, interval: 5s, grace: 1m30s, status: 200-299}
        release: npx prisma migrate deploy
        scale: 2
        runtime: node-22
        env:
          LOG_LEVEL: info
          QUOTED: "a: b # c"
          BLOCK: |
            one
            two
        secrets: [STRIPE_KEY, SESSION_KEY: {generate: 64}]
        routes: [shop.example.com, www.shop.example.com -> shop.example.com]
        environments:
          preview: {scale: 1, env: {LOG_LEVEL: null}}
        """,
        """
        processes:
          web:
            run: 'java -jar app.jar'
            resources: {cpu: 0.5, memory: 1G}
            port: 8080
          worker: {run: ./worker, scale: 3, stop: {signal: SIGINT, timeout: 60s, drain: 0s}}
          api: {run: ./api, health_check: {command: ./check}}
        routes:
          - {host: billing.example.com, path: /v1, strip: true, process: api}
        deploy: {strategy: recreate, timeout: 5m, on_failure: pause}
        """);
  }
}
