/** The control database: connections, transactions, migrations and idempotency keys. */
@org.jspecify.annotations.NullMarked
package np.server.store;
