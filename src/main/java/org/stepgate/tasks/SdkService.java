package org.stepgate.tasks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.protocols.json.BaseAwsJsonProtocolFactory;

/// A service of the AWS SDK, found by its name on the class path.
///
/// Immutable but for what it has looked up before, safe for use by any thread.
final class SdkService {
  private static final String PACKAGE = "software.amazon.awssdk.services.";
  private static final String CLIENT = "Client";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,60}");

  private static final Map<String, Optional<SdkService>> FOUND = new ConcurrentHashMap<>();

  private final String name;
  private final Class<? extends SdkClient> client;
  private final SdkNames names;
  private final Map<String, Optional<SdkOperation>> operations = new ConcurrentHashMap<>();

  private SdkService(String name, Class<? extends SdkClient> client) {
    this.name = name;
    this.client = client;
    this.names = new SdkNames(speaksJson(client));
  }

  /// The service of that name, such as `secretsmanager`; empty when its module is not on the class
  /// path.
  static Optional<SdkService> of(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Optional<SdkService> known = FOUND.get(name);
    if (known == null) {
      known = client(name).map(client -> new SdkService(name, client));
      if (known.isPresent()) { // names come from definitions: what is not there is not kept
        FOUND.putIfAbsent(name, known);
      }
    }
    return known;
  }

  String name() {
    return name;
  }

  /// The name of the client without `Client`, such as `SecretsManager`.
  String clientName() {
    String simple = client.getSimpleName();
    return simple.substring(0, simple.length() - CLIENT.length());
  }

  /// The operation of that name, such as `getSecretValue`; empty when there is none, or one that
  /// streams events.
  Optional<SdkOperation> operation(String action) {
    Optional<SdkOperation> known = operations.get(action);
    if (known == null) {
      known = SdkOperation.find(client, action);
      if (known.isPresent()) {
        operations.putIfAbsent(action, known);
      }
    }
    return known;
  }

  /// How its fields are named.
  SdkNames names() {
    return names;
  }

  /// Starts a client.
  AwsClientBuilder<?, ?> newClientBuilder() {
    try {
      Method builder = client.getMethod("builder");
      return (AwsClientBuilder<?, ?>) builder.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no client of " + client.getName(), e);
    }
  }

  /// The client's implementation has the factory of its protocol.
  private static boolean speaksJson(Class<? extends SdkClient> client) {
    try {
      String name = client.getPackageName() + ".Default" + client.getSimpleName();
      return Arrays.stream(Class.forName(name).getDeclaredFields())
          .map(Field::getType)
          .anyMatch(BaseAwsJsonProtocolFactory.class::isAssignableFrom);
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Optional<Class<? extends SdkClient>> client(String service) {
    String folder = (PACKAGE + service).replace('.', '/') + '/';
    try {
      for (URL place : Collections.list(SdkService.class.getClassLoader().getResources(folder))) {
        for (String file : files(place, folder)) {
          Optional<Class<? extends SdkClient>> client = client(service, file);
          if (client.isPresent()) {
            return client;
          }
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the class path cannot be read", e);
    }
  }

  /// The names of class files that may be a client.
  private static List<String> files(URL place, String folder) throws IOException {
    if (place.openConnection() instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      try (JarFile file = jar.getJarFile()) {
        return candidates(
            file.stream()
                .map(entry -> entry.getName())
                .filter(entry -> entry.startsWith(folder))
                .map(entry -> entry.substring(folder.length())));
      }
    }
    try (Stream<Path> files = Files.list(Path.of(URI.create(place.toString())))) {
      return candidates(files.map(file -> file.getFileName().toString()));
    }
  }

  private static List<String> candidates(Stream<String> files) {
    return files
        .filter(file -> file.endsWith(CLIENT + ".class") && file.indexOf('/') < 0)
        .filter(file -> !file.endsWith("AsyncClient.class"))
        .map(file -> file.substring(0, file.length() - ".class".length()))
        .sorted()
        .toList();
  }

  private static Optional<Class<? extends SdkClient>> client(String service, String simpleName) {
    try {
      Class<?> type = Class.forName(PACKAGE + service + "." + simpleName);
      return type.isInterface() && AwsClient.class.isAssignableFrom(type)
          ? Optional.of(type.asSubclass(SdkClient.class))
          : Optional.empty();
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}
