package np.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import np.model.ErrorCode;
import np.model.NpException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON (RFC 8259) in, strictly, and out, without absent members. */
public final class Json {
  private static final int DEEPEST = 32;

  private final Shapes shapes = new Shapes();
  private final ShapeCheck check = new ShapeCheck();
  private final JsonMapper mapper;

  public Json() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(40)
                    .maxNameLength(1_000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    this.mapper =
        JsonMapper.builder(factory)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .changeDefaultPropertyInclusion(
                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
  }

  /** The text of a record, one line. */
  public String text(Object value) {
    return mapper.writeValueAsString(value);
  }

  /**
   * The record that {@code body} holds.
   *
   * @throws NpException.Invalid BAD_REQUEST with the place where it does not fit
   */
  public <T extends Record> T read(byte[] body, Class<T> type) {
    JsonNode tree = tree(utf8(body));
    check.check("$", shapes.of(type), tree);
    try {
      return mapper.treeToValue(tree, type);
    } catch (JacksonException e) {
      if (e.getCause() instanceof NpException refused) {
        throw refused;
      }
      throw e;
    }
  }

  /** A stored document, to be sent again as it was. */
  JsonNode tree(String text) {
    try {
      JsonNode tree = mapper.readTree(text);
      if (!tree.isMissingNode()) {
        return tree;
      }
    } catch (JacksonException e) {
      throw malformed("the body is not valid JSON" + place(e.getLocation()));
    }
    throw malformed("the body is empty");
  }

  Shapes shapes() {
    return shapes;
  }

  private static String utf8(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("the body is not UTF-8");
    }
  }

  private static String place(TokenStreamLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static NpException malformed(String message) {
    return new NpException.Invalid(
        ErrorCode.BAD_REQUEST,
        message,
        "send one JSON document, at most " + DEEPEST + " levels deep, each key once");
  }
}
