package np.edge.postgres.session;

/** What connections are told when the edge stops. */
enum Stop {
  /** Close when nothing is under way. */
  IDLE,
  /** Close. */
  ALL
}
