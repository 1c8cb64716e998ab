package np.local.process;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The part of the machine's own files that every sandbox sees, read-only.
 *
 * @param root normally {@code /}
 */
record SystemFiles(Path root) {
  private static final List<String> PROGRAMS =
      List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");

  /** Name resolution, certificates, the dynamic linker, settings of language runtimes. No keys. */
  private static final List<String> SETTINGS =
      List.of(
          "alternatives",
          "ca-certificates",
          "ca-certificates.conf",
          "crypto-policies",
          "debian_version",
          "fonts",
          "gai.conf",
          "gitconfig",
          "host.conf",
          "ld.so.cache",
          "ld.so.conf",
          "ld.so.conf.d",
          "locale.alias",
          "locale.conf",
          "localtime",
          "magic",
          "magic.mime",
          "mailcap",
          "maven",
          "mime.types",
          "networks",
          "npmrc",
          "nsswitch.conf",
          "os-release",
          "perl",
          "php",
          "pip.conf",
          "pki/ca-trust",
          "pki/tls/certs",
          "protocols",
          "resolv.conf",
          "rpc",
          "services",
          "ssl/certs",
          "ssl/openssl.cnf",
          "terminfo",
          "timezone",
          "xml");

  /** Directories of /etc with a version in their name. */
  private static final List<String> VERSIONED = List.of("java", "jvm", "python", "node", "ruby");

  /** Shows them. */
  void mount(Mounts mounts) {
    mounts.readOnly(root.resolve("usr"), Path.of("/usr"));
    PROGRAMS.forEach(name -> mountPrograms(mounts, name));
    settings().forEach(path -> mounts.readOnlyIfThere(path, path));
  }

  private void mountPrograms(Mounts mounts, String name) {
    Path path = root.resolve(name);
    if (Files.isSymbolicLink(path)) {
      mounts.link("usr/" + name, Path.of("/" + name));
    } else if (Files.isDirectory(path)) {
      mounts.readOnly(path, Path.of("/" + name));
    }
  }

  private List<Path> settings() {
    Path etc = root.resolve("etc");
    return Stream.concat(
            SETTINGS.stream().map(etc::resolve).filter(Files::exists),
            new ControlFile(etc)
                .children().stream()
                    .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(
                        path ->
                            VERSIONED.stream()
                                .anyMatch(String.valueOf(path.getFileName())::startsWith)))
        .sorted()
        .toList();
  }
}
