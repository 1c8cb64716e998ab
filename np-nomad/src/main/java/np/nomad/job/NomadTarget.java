package np.nomad.job;

import np.model.Secret;

/**
 * What a cluster needs to know beside the workload.
 *
 * @param artifacts the base URL that hands out built artifacts as {@code <digest>.tar.gz}
 * @param servicesIn who registers services: {@code consul}, or {@code nomad} for a cluster without
 * @param configKey keys the hash that stands for the secrets, so that nobody can guess from it
 */
public record NomadTarget(String artifacts, String servicesIn, Secret configKey) {}
