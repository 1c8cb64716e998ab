package np.edge.files;

import java.util.List;
import np.model.Site;

/**
 * Where a file lies.
 *
 * @param site whose it is
 * @param names of the directories below the site's root, and of the file
 */
record Place(Site site, List<String> names) {
  Place {
    names = List.copyOf(names);
  }

  List<String> parents() {
    return names.subList(0, names.size() - 1);
  }

  String name() {
    return names.getLast();
  }
}
