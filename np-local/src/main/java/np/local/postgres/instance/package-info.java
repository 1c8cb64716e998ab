/** One PostgreSQL of a tenant: its settings, its process, and what np does inside it. */
@org.jspecify.annotations.NullMarked
package np.local.postgres.instance;
