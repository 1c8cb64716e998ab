package np.cli.command;

import java.nio.file.Path;

/**
 * A directory that can be deployed.
 *
 * @param directory what is packed, absolute
 * @param file of np.yaml as shown in messages; {@code np.yaml} when it was detected
 * @param text of np.yaml, written or detected
 * @param name of the app
 * @param origin where the text comes from, one line for people
 * @param source the same for programs: the absolute path of the file, or of the directory
 */
record Project(Path directory, String file, String text, String name, String origin, Path source) {}
