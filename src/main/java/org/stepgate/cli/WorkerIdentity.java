package org.stepgate.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.stepgate.config.Configuration;
import org.stepgate.http.HttpHandler;
import org.stepgate.identity.AccessKey;
import org.stepgate.identity.AccessKeys;
import org.stepgate.identity.Authenticator;
import org.stepgate.identity.DemoIssuer;
import org.stepgate.identity.Identities;
import org.stepgate.identity.IdentityFront;
import org.stepgate.identity.ReplayGuard;
import org.stepgate.identity.SignatureVerifier;
import org.stepgate.policy.Policy;
import org.stepgate.routes.Authorizer;

/// How a worker finds out who calls: tokens, access keys, and in `--demo` those of demonstrations.
/// Safe for any thread.
final class WorkerIdentity {
  private final boolean demo;
  private final AccessKeys accessKeys = new AccessKeys();
  private final Identities identities;
  private final ReplayGuard replays;

  /// The identities of a worker with these options.
  ///
  /// @throws IOException when the address cannot be told
  /// @throws CommandException when demonstrations would be reachable from other hosts
  WorkerIdentity(WorkerOptions options) throws IOException {
    demo = options.demo();
    if (demo && !isLocal(options.listen().socketAddress())) {
      throw new CommandException(
          ExitCode.USAGE, "--demo is for a Unix socket or a loopback address only");
    }
    replays =
        new ReplayGuard(directory(options.state()).resolve("replays"), InstantSource.system());
    identities =
        new Identities(
            InstantSource.system(),
            directory(options.state()),
            demo ? new DemoIssuer(options.state()) : null);
  }

  /// Whether only programs on this host can connect to the address.
  static boolean isLocal(SocketAddress listenAddress) {
    return switch (listenAddress) {
      case UnixDomainSocketAddress _ -> true;
      case InetSocketAddress inet -> !inet.isUnresolved() && inet.getAddress().isLoopbackAddress();
      default -> false;
    };
  }

  /// What the workers of a pool share.
  private static Path directory(Path state) {
    return state.resolve("identity");
  }

  /// Takes what a configuration says from now on.
  void use(Configuration configuration) {
    identities.use(configuration.identity());
    List<AccessKey> keys = new ArrayList<>(demo ? AccessKeys.demonstration() : List.of());
    keys.addAll(configuration.accessKeys());
    accessKeys.use(keys);
  }

  Authenticator authenticator() {
    return identities;
  }

  /// Verifies the signatures of calls of the Step Functions API.
  SignatureVerifier signatures(String region) {
    var scope = new SignatureVerifier.Scope(region, "states", true);
    return new SignatureVerifier(accessKeys, scope, InstantSource.system());
  }

  /// Tells requests that were carried out already by a worker of the pool.
  ReplayGuard replays() {
    return replays;
  }

  /// What stands before all other handlers.
  HttpHandler front(HttpHandler next) {
    return new IdentityFront(identities, next);
  }

  /// What decides for the web server about requests that go elsewhere.
  HttpHandler authorizer(Policy policy) {
    return IdentityFront.ofAuthorizer(identities, new Authorizer(identities, policy));
  }
}
