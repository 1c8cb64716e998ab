package np.spec;

import java.util.Locale;
import np.model.AppName;

/** Makes a name for an app that says none. */
public final class AppNames {
  private static final int LONGEST = 40;

  private AppNames() {}

  /**
   * From the name of its directory: {@code My App_2} becomes my-app-2; {@code app} if all fails.
   */
  public static AppName of(String directory) {
    String name =
        directory
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceFirst("^[^a-z]+", "");
    String cut = name.substring(0, Math.min(LONGEST, name.length())).replaceFirst("-+$", "");
    return new AppName(cut.length() < 2 ? "app" : cut);
  }
}
