package np.edge.postgres;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import np.edge.postgres.scram.ScramExchange;
import np.edge.postgres.scram.TestScramClient;
import np.edge.postgres.wire.ClientMessages;

/** A client that speaks PostgreSQL's protocol by hand. */
public final class PostgresSocket implements AutoCloseable {
  private Socket socket;
  private DataInputStream in;

  /** A message of the server. */
  public record Message(char type, ByteBuf content) {
    /** A field of an ErrorResponse, empty when it has none. */
    public String field(char code) {
      ByteBuf in = content.slice();
      while (in.isReadable() && in.getByte(in.readerIndex()) != 0) {
        char found = (char) in.readByte();
        String value = in.readCharSequence(in.bytesBefore((byte) 0), StandardCharsets.UTF_8) + "";
        in.skipBytes(1);
        if (found == code) {
          return value;
        }
      }
      return "";
    }
  }

  private PostgresSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  public static PostgresSocket connect(int port) throws IOException {
    return connect(InetAddress.getLoopbackAddress(), port);
  }

  public static PostgresSocket connect(InetAddress address, int port) throws IOException {
    Socket socket = new Socket(address, port);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    return new PostgresSocket(socket);
  }

  public PostgresSocket send(ByteBuf bytes) throws IOException {
    byte[] all = new byte[bytes.readableBytes()];
    bytes.readBytes(all);
    socket.getOutputStream().write(all);
    return this;
  }

  public PostgresSocket send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Sends four-byte numbers. */
  public PostgresSocket ints(int... values) throws IOException {
    return send(Unpooled.copyInt(values));
  }

  /** Sends nothing more. */
  public PostgresSocket finish() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  public int read() throws IOException {
    return in.read();
  }

  /** Asks for TLS and goes on with it. */
  public PostgresSocket tls(Optional<String> sni, String... protocols) throws IOException {
    ints(8, 80877103);
    if (read() != 'S') {
      throw new IOException("no TLS");
    }
    return directTls(sni, protocols);
  }

  /** Goes on with TLS at once; any certificate will do. */
  public PostgresSocket directTls(Optional<String> sni, String... protocols) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      SSLSocket secured =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(socket, sni.orElse("127.0.0.1"), socket.getPort(), true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setServerNames(sni.<SNIServerName>map(SNIHostName::new).stream().toList());
      parameters.setApplicationProtocols(protocols);
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      socket = secured;
      in = new DataInputStream(secured.getInputStream());
      return this;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  public SSLSocket secured() {
    return (SSLSocket) socket;
  }

  public PostgresSocket startup(Map<String, String> parameters) throws IOException {
    ByteBuf out = Unpooled.buffer();
    ClientMessages.startup(out, parameters);
    return send(out);
  }

  public Message message() throws IOException {
    int type = in.read();
    if (type < 0) {
      throw new EOFException();
    }
    byte[] content = new byte[in.readInt() - 4];
    in.readFully(content);
    return new Message((char) type, Unpooled.wrappedBuffer(content));
  }

  /** Reads up to a message of this type, or an error, which is returned too. */
  public Message await(char type) throws IOException {
    Message message = message();
    while (message.type() != type && message.type() != 'E') {
      message = message();
    }
    return message;
  }

  /** Answers what the server asks for; returns its last answer. */
  public Message authenticate(String password) throws IOException {
    Message offer = message();
    if (offer.type() == 'E') {
      return offer;
    }
    TestScramClient scram = new TestScramClient(password);
    sasl(ScramExchange.PLAIN, scram.first(Optional.empty()));
    Message challenge = message();
    return challenge.type() == 'E' ? challenge : answer(scram.last(data(challenge))).message();
  }

  /** Chooses a mechanism. */
  public PostgresSocket sasl(String mechanism, byte[] first) throws IOException {
    byte[] name = mechanism.getBytes(StandardCharsets.US_ASCII);
    ByteBuf out = Unpooled.buffer();
    out.writeByte('p').writeInt(4 + name.length + 1 + 4 + first.length);
    return send(out.writeBytes(name).writeByte(0).writeInt(first.length).writeBytes(first));
  }

  /** Answers a challenge. */
  public PostgresSocket answer(byte[] last) throws IOException {
    return send(Unpooled.buffer().writeByte('p').writeInt(4 + last.length).writeBytes(last));
  }

  /** What the server says to SASL in a message. */
  public static byte[] data(Message challenge) {
    byte[] data = new byte[challenge.content().readableBytes() - 4];
    challenge.content().getBytes(4, data);
    return data;
  }

  /** Opens a session as the owner of a database; returns its ReadyForQuery or an error. */
  public Message login(String label, String password) throws IOException {
    startup(Map.of("user", label, "database", label));
    Message answer = authenticate(password);
    return answer.type() == 'E' ? answer : await('Z');
  }

  public PostgresSocket query(String sql) throws IOException {
    ByteBuf out = Unpooled.buffer();
    ClientMessages.query(out, sql);
    return send(out);
  }

  /** Whether the other end has closed; waits for it. */
  public boolean isClosed() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** What is offered, in order. */
  public static List<String> mechanisms(Message offer) {
    String text =
        offer.content().toString(4, offer.content().readableBytes() - 4, StandardCharsets.US_ASCII);
    return Stream.of(text.split("\0")).filter(name -> !name.isEmpty()).toList();
  }
}
