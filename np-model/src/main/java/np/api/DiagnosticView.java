package np.api;

/**
 * One mistake of an np.yaml.
 *
 * @param code for example NP0204
 * @param message one sentence
 * @param line from 1; 0: the file as a whole
 * @param column from 1
 * @param length of the marked text, at least 1
 * @param help what to write instead, may be empty
 */
public record DiagnosticView(
    String code, String message, int line, int column, int length, String help) {}
