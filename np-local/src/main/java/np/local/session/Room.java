package np.local.session;

/** How many bytes the other side still takes; whoever has more to send waits. */
final class Room {
  private long left;
  private boolean abandoned;

  Room(int bytes) {
    left = bytes;
  }

  /** Takes up to so many bytes' worth, at least one's; 0 when nobody takes any more. */
  synchronized int take(int most) throws InterruptedException {
    while (left == 0 && !abandoned) {
      wait();
    }
    if (abandoned) {
      return 0;
    }
    int taken = (int) Math.min(left, most);
    left -= taken;
    return taken;
  }

  synchronized void grant(int bytes) {
    left += bytes;
    notifyAll();
  }

  /** Nobody takes any more; what waits is let go. */
  synchronized void abandon() {
    abandoned = true;
    notifyAll();
  }
}
