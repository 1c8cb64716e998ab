package np.edge.files;

import np.model.Site;

/**
 * Which resource.
 *
 * @param path below the site's root, decoded
 */
record SiteKey(Site site, String path) {}
