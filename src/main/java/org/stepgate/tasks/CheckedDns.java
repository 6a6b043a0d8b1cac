package org.stepgate.tasks;

import java.io.Serial;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/// Gives the HTTP client the addresses to connect to: those that were looked up and checked just
/// now, and no others. So a name cannot answer with one address to a check and with another to the
/// connection.
///
/// When one of several addresses is refused, all are: an honest host does not mix them.
final class CheckedDns implements DnsResolver, AutoCloseable {
  private final AddressPolicy policy;
  private final AddressResolver resolver;
  private final Duration limit;

  /// Platform threads, as a lookup blocks in native code, where a virtual thread would hold its
  /// carrier. There are never more than calls, but for lookups that outlive their time.
  private final ExecutorService lookups =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("http-task-lookup-", 0).factory());

  CheckedDns(AddressPolicy policy, AddressResolver resolver, Duration limit) {
    this.policy = policy;
    this.resolver = resolver;
    this.limit = limit;
  }

  /// An address of the host may not be called. Tells it from a host that does not exist.
  static final class RefusedException extends UnknownHostException {
    @Serial private static final long serialVersionUID = 1L;

    RefusedException(String cause) {
      super(cause);
    }
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    List<InetAddress> addresses = lookUp(HostAndPort.withoutBrackets(host));
    for (InetAddress address : addresses) {
      var refusal = policy.refusal(host, address, port);
      if (refusal.isPresent()) {
        throw new RefusedException(refusal.get());
      }
    }
    return addresses.stream().map(address -> new InetSocketAddress(address, port)).toList();
  }

  /// Not called by the client, and refused because the check depends on the port.
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    throw new UnknownHostException("a lookup needs a port: " + host);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }

  private List<InetAddress> lookUp(String host) throws UnknownHostException {
    var lookup = lookups.submit(() -> resolver.resolve(host));
    try {
      return lookup.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unknown(host + " was not found within " + limit, e);
    } catch (ExecutionException e) {
      throw unknown(host + " was not found", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown("the lookup of " + host + " was interrupted", e);
    } finally {
      lookup.cancel(true);
    }
  }

  private static UnknownHostException unknown(String message, Exception cause) {
    var exception = new UnknownHostException(message);
    exception.initCause(cause);
    return exception;
  }
}
