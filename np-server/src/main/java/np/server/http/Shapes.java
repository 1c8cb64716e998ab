package np.server.http;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Learns the shape of a record from its components, once for each. The one place of the server that
 * looks at classes from outside.
 */
final class Shapes {
  private final Map<Class<?>, Shape.Structure> known = new ConcurrentHashMap<>();

  Shape.Structure of(Class<? extends Record> type) {
    Shape.Structure found = known.get(type);
    if (found == null) {
      found = read(type);
      known.put(type, found);
    }
    return found;
  }

  private Shape.Structure read(Class<? extends Record> type) {
    List<Shape.Member> members =
        Arrays.stream(type.getRecordComponents()).map(this::member).toList();
    String full = type.getName();
    return new Shape.Structure(
        full.substring(full.lastIndexOf('.') + 1).replace('$', '.'), members);
  }

  private Shape.Member member(RecordComponent component) {
    boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return new Shape.Member(component.getName(), shape(component.getGenericType()), optional);
  }

  private Shape shape(Type type) {
    return switch (type) {
      case ParameterizedType generic when generic.getRawType() == List.class ->
          new Shape.Many(shape(generic.getActualTypeArguments()[0]));
      case ParameterizedType generic when generic.getRawType() == Map.class ->
          new Shape.Table(shape(generic.getActualTypeArguments()[1]));
      case Class<?> plain -> plain(plain);
      default -> throw unknown(type);
    };
  }

  private Shape plain(Class<?> type) {
    if (type.isRecord()) {
      return of(type.asSubclass(Record.class));
    }
    return switch (type.getName()) {
      case "java.lang.String" -> new Shape.Text();
      case "boolean", "java.lang.Boolean" -> new Shape.Flag();
      case "int", "java.lang.Integer" -> new Shape.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "long", "java.lang.Long" -> new Shape.Whole(Long.MIN_VALUE, Long.MAX_VALUE);
      case "double", "java.lang.Double" -> new Shape.Decimal();
      default -> throw unknown(type);
    };
  }

  private static IllegalStateException unknown(Type type) {
    return new IllegalStateException("the API has no JSON for " + type.getTypeName());
  }
}
