package dev.snapclone.sandbox.openstack.wire;

import dev.snapclone.sandbox.SandboxThreads;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * The listener: reads a request, applies the fault plan, passes it to the service with its prefix
 * and writes the answer. Can be stopped, so that connections are refused, and started again on the
 * same port.
 */
public final class Gate implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final int WORKERS = 16;

  private final String host;
  private final Map<String, WireService> services;
  private final FaultPlan faults;
  private final RequestLog log;
  private final Delayer late;
  private final Function<Call, Duration> pace;
  private final ScheduledExecutorService timer;
  private int port;
  private @Nullable Undertow undertow;

  /**
   * @param host address to listen on
   * @param port port, 0 for any
   * @param services by path prefix such as {@code /compute}
   * @param late runs late effects, in the sandbox's time
   * @param pace how long a request takes before its effect, in the sandbox's time
   */
  public Gate(
      String host,
      int port,
      Map<String, WireService> services,
      FaultPlan faults,
      RequestLog log,
      Delayer late,
      Function<Call, Duration> pace) {
    this.host = host;
    this.port = port;
    this.services = Map.copyOf(services);
    this.faults = faults;
    this.log = log;
    this.late = late;
    this.pace = pace;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(SandboxThreads.named("openstack-sandbox-timer"));
  }

  /** Starts listening, after {@link #down()} on the same port. */
  public synchronized void up() {
    if (undertow != null) {
      return;
    }
    Undertow started =
        Undertow.builder()
            .addHttpListener(port, host)
            .setIoThreads(2)
            .setWorkerThreads(WORKERS)
            .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
            .setHandler(exchange -> exchange.dispatch(() -> serve(exchange)))
            .build();
    started.start();
    undertow = started;
    port = ((InetSocketAddress) started.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** Stops listening: connections are refused, open ones closed. */
  public synchronized void down() {
    if (undertow != null) {
      undertow.stop();
      undertow = null;
    }
  }

  /** The port. */
  public synchronized int port() {
    return port;
  }

  @Override
  public void close() {
    down();
    timer.shutdownNow();
  }

  private void serve(HttpServerExchange exchange) {
    try {
      Call call = read(exchange);
      log.received(call);
      Optional<Fault> fault = faults.pick(call);
      if (fault.isPresent()) {
        fail(exchange, call, fault.get());
      } else {
        perform(call, answer -> write(exchange, call, answer));
      }
    } catch (IOException e) {
      LOG.debug("request cut short", e);
      cut(exchange);
    } catch (RuntimeException e) {
      LOG.error("the sandbox failed", e);
      cut(exchange);
    }
  }

  private void fail(HttpServerExchange exchange, Call call, Fault fault) {
    switch (fault.kind()) {
      case INSTEAD -> write(exchange, call, instead(fault));
      case INSTEAD_AFTER_EFFECT -> perform(call, done -> write(exchange, call, instead(fault)));
      case TRUNCATED -> perform(call, done -> write(exchange, call, done.truncated()));
      case CUT_IN_BODY -> perform(call, done -> writeHalf(exchange, call, done));
      case RESET -> lose(exchange, call);
      case ANSWER_LOST -> perform(call, done -> lose(exchange, call));
      case EFFECT_LATE -> {
        lose(exchange, call);
        late.after(fault.pause(), () -> perform(call, done -> {}));
      }
      case STALL -> LOG.debug("stalled: {} {}", call.method(), call.path());
      case STALL_AFTER_EFFECT -> perform(call, done -> {});
      case DELAY -> perform(call, done -> wall(fault.pause(), () -> write(exchange, call, done)));
    }
  }

  private static HttpAnswer instead(Fault fault) {
    HttpAnswer answer = fault.answer();
    return answer == null ? HttpAnswer.empty(500) : answer;
  }

  /** Lets the request take effect after its delay, and passes its answer on. */
  private void perform(Call call, Consumer<HttpAnswer> then) {
    Duration wait = pace.apply(call);
    if (wait.isZero()) {
      effect(call, then);
    } else {
      late.after(wait, () -> effect(call, then));
    }
  }

  private void effect(Call call, Consumer<HttpAnswer> then) {
    try {
      ServiceReply reply = service(call).get();
      if (reply instanceof Deferred deferred) {
        wall(deferred.pause(), () -> then.accept(deferred.answer().get()));
      } else if (reply instanceof HttpAnswer answer) {
        then.accept(answer);
      }
    } catch (RuntimeException e) {
      LOG.error("the sandbox failed at {} {}", call.method(), call.path(), e);
      then.accept(HttpAnswer.html(500, "<h1>the sandbox failed, see its log</h1>"));
    }
  }

  private Supplier<ServiceReply> service(Call call) {
    for (Map.Entry<String, WireService> entry : services.entrySet()) {
      String prefix = entry.getKey();
      if (call.path().equals(prefix) || call.path().startsWith(prefix + "/")) {
        return () -> entry.getValue().answer(call.at(call.path().substring(prefix.length())));
      }
    }
    return () -> HttpAnswer.html(404, "<h1>404 Not Found</h1>\n");
  }

  private void wall(Duration pause, Runnable action) {
    Future<?> unused =
        timer.schedule(
            () -> {
              try {
                action.run();
              } catch (RuntimeException e) {
                LOG.error("the sandbox failed", e);
              }
            },
            pause.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private void write(HttpServerExchange exchange, Call call, HttpAnswer answer) {
    log.answered(call, answer.status());
    exchange.setStatusCode(answer.status());
    answer.headers().forEach((k, v) -> exchange.getResponseHeaders().put(new HttpString(k), v));
    if (answer.status() != 204) {
      exchange.getResponseHeaders().put(new HttpString("X-Openstack-Request-Id"), call.requestId());
    }
    exchange.getResponseSender().send(ByteBuffer.wrap(answer.bytes()));
    exchange.endExchange();
  }

  private void writeHalf(HttpServerExchange exchange, Call call, HttpAnswer answer) {
    byte[] all = answer.bytes();
    exchange.setStatusCode(answer.status());
    answer.headers().forEach((k, v) -> exchange.getResponseHeaders().put(new HttpString(k), v));
    exchange.setResponseContentLength(all.length);
    try {
      exchange.getOutputStream().write(all, 0, all.length / 2);
      exchange.getOutputStream().flush();
    } catch (IOException e) {
      LOG.debug("client gone", e);
    }
    lose(exchange, call);
  }

  private void lose(HttpServerExchange exchange, Call call) {
    log.answered(call, LoggedRequest.LOST);
    cut(exchange);
  }

  private static void cut(HttpServerExchange exchange) {
    IoUtils.safeClose(exchange.getConnection());
  }

  private static Call read(HttpServerExchange exchange) throws IOException {
    exchange.startBlocking();
    byte[] body = exchange.getInputStream().readAllBytes();
    Map<String, String> headers = new LinkedHashMap<>();
    HeaderMap sent = exchange.getRequestHeaders();
    for (HeaderValues values : sent) {
      headers.put(
          values.getHeaderName().toString().toLowerCase(Locale.ROOT), String.join(", ", values));
    }
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (Map.Entry<String, Deque<String>> entry : exchange.getQueryParameters().entrySet()) {
      query.put(entry.getKey(), List.copyOf(new ArrayList<>(entry.getValue())));
    }
    return new Call(
        exchange.getRequestMethod().toString(),
        exchange.getRequestPath(),
        exchange.getQueryString(),
        query,
        headers,
        new String(body, StandardCharsets.UTF_8),
        body.length,
        "req-" + UUID.randomUUID(),
        exchange.getRequestScheme() + "://" + exchange.getHostAndPort());
  }
}
