package np.local.supervise;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import np.local.process.Attached;
import np.local.process.Launch;
import np.local.process.Launcher;
import np.local.process.Running;
import np.local.session.LocalSession;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.OneOff;
import np.spi.ExecRequest;
import np.spi.Session;
import np.spi.Terminal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions under way. None is written down: they end with this node. */
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final int MOST = 100;

  private final Launcher launcher;
  private final Execution execution;
  private final Set<LocalSession> open = ConcurrentHashMap.newKeySet();

  Sessions(Launcher launcher, Execution execution) {
    this.launcher = launcher;
    this.execution = execution;
  }

  Session attach(OneOff task, Optional<Terminal> terminal) {
    refuseTooMany();
    Launch launch = on(terminal, OneOffs.launch(task));
    return open(launch, launcher.attach(launch, terminal), task.timeout());
  }

  Session attach(ExecRequest request, Optional<Terminal> terminal) {
    refuseTooMany();
    Running target = execution.target(request);
    Launch launch = on(terminal, execution.launch(request));
    return open(launch, launcher.attachBeside(target, launch, terminal), request.timeout());
  }

  /** Ends them all. */
  void close() throws InterruptedException {
    open.forEach(LocalSession::close);
    for (LocalSession session : open) {
      session.awaitEnd();
    }
  }

  private void refuseTooMany() {
    if (open.size() >= MOST) {
      throw new NpException.Conflict(
          ErrorCode.BUSY, MOST + " sessions are open on this machine", "close some of them");
    }
  }

  /** The terminal that the person has wins over what the file says. */
  private static Launch on(Optional<Terminal> terminal, Launch launch) {
    if (terminal.isEmpty()) {
      return launch;
    }
    Map<String, String> variables = new TreeMap<>(launch.variables());
    variables.put("TERM", terminal.get().type());
    return new Launch(
        launch.id(), launch.app(), launch.source(), launch.task(), variables, launch.access());
  }

  private Session open(Launch launch, Attached attached, Duration timeout) {
    LocalSession session = LocalSession.with(attached, timeout);
    open.add(session);
    LOG.info("session={} app={} state=open", launch.id(), launch.app());
    Thread.ofVirtual().name("np-session-end").start(() -> forget(session, launch));
    return session;
  }

  private void forget(LocalSession session, Launch launch) {
    try {
      session.awaitEnd();
      LOG.info("session={} app={} state=ended", launch.id(), launch.app());
      launcher.remove(launch.id());
      open.remove(session);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
