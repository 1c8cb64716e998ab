package np.spec;

import np.model.Site;

/**
 * The {@code static} key: files that the edge serves.
 *
 * @param directory relative, never leading out
 * @param fallback what answers for a path without a file
 */
public record SiteSpec(String directory, Site.Fallback fallback) {}
