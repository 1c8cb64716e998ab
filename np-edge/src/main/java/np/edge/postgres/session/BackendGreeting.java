package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;

/**
 * What an instance has said when a session was opened.
 *
 * @param messages its settings and notices as they came; whoever takes the greeting releases them
 * @param key by which the session is cancelled
 */
record BackendGreeting(ByteBuf messages, CancelKey key) {}
