package np.edge.rehearsal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import np.edge.rehearsal.Rehearsal.Effort;

/** Some clients that ask one after the other, with and without content, and come anew often. */
final class Visitors {
  private static final int VISITORS = 4;
  private static final int PER_CONNECTION = 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final InetSocketAddress address;
  private final byte[] get;
  private final byte[] post;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();

  Visitors(InetSocketAddress address, String host) {
    this.address = address;
    String more = " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: np\r\nAccept: */*\r\n";
    this.get = bytes("GET /index.html?page=1" + more + "\r\n");
    this.post = bytes("POST /form" + more + "Content-Length: 5\r\n\r\nhello");
  }

  /** Returns how many requests were answered. */
  int visit(Effort effort) {
    long end = System.nanoTime() + effort.atMost().toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < VISITORS; i++) {
      threads.add(Thread.ofVirtual().start(() -> visit(effort.requests(), end)));
    }
    try {
      for (Thread thread : threads) {
        thread.join(TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answered.get();
  }

  private void visit(int requests, long end) {
    try {
      while (begun.get() < requests && System.nanoTime() - end < 0) {
        connect(requests, end);
      }
    } catch (IOException | NumberFormatException e) {
      return; // fewer are answered, which is told
    }
  }

  private void connect(int requests, long end) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) TIMEOUT.toMillis());
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < PER_CONNECTION && System.nanoTime() - end < 0; i++) {
        int number = begun.incrementAndGet();
        if (number > requests) {
          return;
        }
        out.write(number % 4 == 0 ? post : get);
        PlainMessage answer = PlainMessage.read(in);
        if (answer.isEnd()) {
          return;
        }
        answered.incrementAndGet();
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
