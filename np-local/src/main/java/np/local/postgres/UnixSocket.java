package np.local.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connected unix socket that looks like any other: streams and read timeouts. */
final class UnixSocket extends Socket {
  private final SocketChannel channel;
  private volatile int timeout;

  UnixSocket(SocketChannel channel) throws IOException {
    super((@Nullable SocketImpl) null);
    this.channel = channel;
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return length == 0 ? 0 : UnixSocket.this.read(ByteBuffer.wrap(target, offset, length));
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int each) throws IOException {
        write(new byte[] {(byte) each}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    };
  }

  /** There is nothing left to connect. */
  @Override
  public void connect(SocketAddress endpoint, int patience) {}

  @Override
  public void setSoTimeout(int millis) {
    timeout = millis;
  }

  @Override
  public int getSoTimeout() {
    return timeout;
  }

  @Override
  public boolean isConnected() {
    return channel.isConnected();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public void shutdownInput() throws IOException {
    channel.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  /** TCP only. */
  @Override
  public void setTcpNoDelay(boolean on) {}

  /** TCP only. */
  @Override
  public void setKeepAlive(boolean on) {}

  /** The kernel's own size is kept. */
  @Override
  public void setReceiveBufferSize(int size) {}

  /** The kernel's own size is kept. */
  @Override
  public void setSendBufferSize(int size) {}

  @Override
  public int getReceiveBufferSize() {
    return 1 << 16;
  }

  @Override
  public int getSendBufferSize() {
    return 1 << 16;
  }

  private int read(ByteBuffer target) throws IOException {
    int patience = timeout;
    return patience == 0 ? channel.read(target) : readInTime(target, patience);
  }

  /** A channel in blocking mode knows no timeout. */
  private int readInTime(ByteBuffer target, int patience) throws IOException {
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      if (selector.select(patience) == 0) {
        throw new SocketTimeoutException("no answer within " + patience + " ms");
      }
      return channel.read(target);
    } finally {
      if (channel.isOpen()) {
        channel.configureBlocking(true);
      }
    }
  }
}
