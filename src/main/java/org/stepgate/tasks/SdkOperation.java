package org.stepgate.tasks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/// One operation of a client of the AWS SDK.
///
/// @param method the client's method
/// @param request the type of its request
/// @param kind what it takes and gives besides request and response
record SdkOperation(Method method, Class<? extends SdkRequest> request, Kind kind) {
  /// What an operation takes and gives.
  enum Kind {
    /// A request, a response.
    PLAIN,
    /// A stream goes with the request.
    UPLOAD,
    /// A stream comes with the response.
    DOWNLOAD
  }

  /// The operation of a client by its name.
  static Optional<SdkOperation> find(Class<? extends SdkClient> client, String name) {
    return Arrays.stream(client.getMethods())
        .filter(method -> method.getName().equals(name))
        .flatMap(method -> of(method).stream())
        .findFirst();
  }

  private static Optional<SdkOperation> of(Method method) {
    List<Class<?>> parameters = List.of(method.getParameterTypes());
    if (parameters.isEmpty() || !SdkRequest.class.isAssignableFrom(parameters.getFirst())) {
      return Optional.empty();
    }
    Class<? extends SdkRequest> request = parameters.getFirst().asSubclass(SdkRequest.class);
    boolean responds = SdkResponse.class.isAssignableFrom(method.getReturnType());
    if (parameters.size() == 1 && responds) {
      return Optional.of(new SdkOperation(method, request, Kind.PLAIN));
    }
    if (parameters.size() == 2 && parameters.get(1) == RequestBody.class && responds) {
      return Optional.of(new SdkOperation(method, request, Kind.UPLOAD));
    }
    if (parameters.size() == 1 && method.getReturnType() == ResponseInputStream.class) {
      return Optional.of(new SdkOperation(method, request, Kind.DOWNLOAD));
    }
    return Optional.empty();
  }

  /// Starts a request; the fields of the answer are set through [SdkPojo#sdkFields].
  SdkPojo newRequestBuilder() {
    try {
      return (SdkPojo) request.getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no builder of " + request.getName(), e);
    }
  }

  /// Calls the service.
  ///
  /// @param body what goes with the request; only for [Kind#UPLOAD]
  /// @return an [SdkResponse], for [Kind#DOWNLOAD] a [ResponseInputStream], which the caller closes
  /// @throws SdkException when the call fails, or the SDK refuses to make it
  Object call(SdkClient client, SdkPojo requestBuilder, RequestBody body) {
    Object built = ((SdkBuilder<?, ?>) requestBuilder).build();
    try {
      return kind == Kind.UPLOAD
          ? method.invoke(client, built, body)
          : method.invoke(client, built);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case SdkException failure -> throw failure;
        case RuntimeException refusal ->
            throw SdkClientException.create(String.valueOf(refusal.getMessage()), refusal);
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException("cannot call " + method, e);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot call " + method, e);
    }
  }
}
