package np.local.link;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.function.Function;
import np.model.AppName;
import np.model.Command;
import np.model.DatabaseLabel;
import np.model.DatabaseName;
import np.model.DatabaseOrigin;
import np.model.Digest;
import np.model.EnvName;
import np.model.Exit;
import np.model.ExtensionName;
import np.model.HealthCheck;
import np.model.Hostname;
import np.model.InstanceId;
import np.model.Port;
import np.model.PostgresVersion;
import np.model.ProcessName;
import np.model.Rollout;
import np.model.Route;
import np.model.ScramVerifier;
import np.model.Secret;
import np.model.TenantName;
import np.model.UpdatePolicy;
import np.model.Workload;
import np.plan.InstancePhase;
import np.spi.DatabaseCatalog;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The model as JSON, for the sockets between np's programs and the state files of the node. Sealed
 * families carry the name of their kind in {@code type}; names and digests are plain strings.
 */
public final class ModelJson {
  private static final List<Class<?>> FAMILIES =
      List.of(
          Call.class,
          Command.class,
          DatabaseCatalog.Change.class,
          DatabaseOrigin.class,
          Exit.class,
          HealthCheck.Probe.class,
          InstancePhase.class,
          Port.class,
          Reply.class,
          Rollout.class,
          Route.class,
          UpdatePolicy.Strategy.class,
          Workload.class);

  private ModelJson() {}

  /** How a secret is written: as it is on a socket with mode 0600, sealed on disk. */
  public interface SecretForm {
    String write(Secret secret);

    Secret read(String text);

    /** As it is. Only for sockets that nobody else can read. */
    static SecretForm plain() {
      return new SecretForm() {
        @Override
        public String write(Secret secret) {
          return secret.reveal();
        }

        @Override
        public Secret read(String text) {
          return new Secret(text);
        }
      };
    }
  }

  /** A mapper that reads what it writes; one JSON text never contains a line end. */
  public static JsonMapper mapper(SecretForm secrets) {
    SimpleModule module = new SimpleModule("np");
    scalar(module, TenantName.class, TenantName::value, TenantName::new);
    scalar(module, AppName.class, AppName::value, AppName::new);
    scalar(module, ProcessName.class, ProcessName::value, ProcessName::new);
    scalar(module, InstanceId.class, InstanceId::value, InstanceId::new);
    scalar(module, Hostname.class, Hostname::value, Hostname::new);
    scalar(module, Digest.class, Digest::hex, Digest::new);
    scalar(module, Secret.class, secrets::write, secrets::read);
    scalar(module, DatabaseName.class, DatabaseName::value, DatabaseName::new);
    scalar(module, DatabaseLabel.class, DatabaseLabel::value, DatabaseLabel::new);
    scalar(module, ExtensionName.class, ExtensionName::value, ExtensionName::new);
    scalar(module, PostgresVersion.class, PostgresVersion::toString, PostgresVersion::parse);
    scalar(module, ScramVerifier.class, ScramVerifier::reveal, ScramVerifier::parse);
    module.addKeyDeserializer(EnvName.class, new EnvNames());
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .addModule(module);
    FAMILIES.forEach(family -> builder.addMixIn(family, Family.class));
    return builder.build();
  }

  private static <T> void scalar(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(type, new ScalarWriter<>(type, write));
    module.addDeserializer(type, new ScalarReader<>(type, read));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  private interface Family {}

  private static final class ScalarWriter<T> extends StdSerializer<T> {
    private final Function<T, String> write;

    ScalarWriter(Class<T> type, Function<T, String> write) {
      super(type);
      this.write = write;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      out.writeString(write.apply(value));
    }
  }

  private static final class ScalarReader<T> extends StdDeserializer<T> {
    private final Function<String, T> read;

    ScalarReader(Class<T> type, Function<String, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) {
      return read.apply(in.getValueAsString(""));
    }
  }

  private static final class EnvNames extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return new EnvName(key);
    }
  }
}
