package np.api;

/** The names of the JSON documents, each with its version; a version only grows by keys. */
public final class Schemas {
  public static final String STATUS = "np.status/1";
  public static final String EVENT = "np.event/1";
  public static final String APP = "np.app/1";
  public static final String APPS = "np.apps/1";
  public static final String DEPLOYMENT = "np.deployment/1";
  public static final String RELEASES = "np.releases/1";
  public static final String PLAN = "np.plan/1";
  public static final String ENV = "np.env/1";
  public static final String SECRETS = "np.secrets/1";
  public static final String TENANTS = "np.tenants/1";
  public static final String TOKENS = "np.tokens/1";
  public static final String TOKEN = "np.token/1";
  public static final String WHOAMI = "np.whoami/1";
  public static final String VERSION = "np.version/1";
  public static final String LOG = "np.log/1";
  public static final String AUDIT = "np.audit/1";
  public static final String EXIT = "np.exit/1";
  public static final String RUN = "np.run/1";
  public static final String DATABASE = "np.database/1";
  public static final String DATABASE_ACCESS = "np.database-access/1";
  public static final String DATABASES = "np.databases/1";
  public static final String DATABASE_URL = "np.database-url/1";
  public static final String STORAGE = "np.storage/1";

  private Schemas() {}
}
