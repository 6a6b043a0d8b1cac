package org.stepgate.awsapi;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.RequestAudit;
import org.stepgate.http.HttpHandler;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.identity.ReplayGuard;
import org.stepgate.identity.SignatureCheck;
import org.stepgate.identity.SignatureVerifier;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;
import org.stepgate.limits.Limits;
import org.stepgate.policy.Context;
import org.stepgate.policy.Policy;
import org.stepgate.workflow.Activities;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.MapRuns;
import org.stepgate.workflow.Redrives;
import org.stepgate.workflow.StateMachines;
import org.stepgate.workflow.StateTests;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.WorkflowException;
import org.stepgate.workflow.Workflows;

/// The Step Functions API on `POST /`: each request names its operation in `X-Amz-Target` and is
/// signed by Signature Version 4; content and errors are JSON 1.0, as AWS has them.
///
/// A request goes through signature, JSON, constraints of its fields, policy and operation, in this
/// order; the first that refuses it answers.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html
public final class AwsApi implements HttpHandler {
  private static final Logger LOG = LogManager.getLogger(AwsApi.class);
  private static final String TARGET = "x-amz-target";
  private static final String PREFIX = "AWSStepFunctions.";
  private static final String MEDIA_TYPE = "application/x-amz-json-1.0";

  /// A definition of 1 Mi characters, all of them escaped in JSON, and the rest.
  private static final int MAX_BODY_BYTES = 7 << 20;

  private final SignatureVerifier verifier;
  private final ReplayGuard replays;
  private final Guard guard;
  private final Limits limits;
  private final Map<Operation, ApiCall.Handler> handlers = new EnumMap<>(Operation.class);

  /// The engine behind the API.
  ///
  /// @param name as execution ids have it
  /// @param account that of the configuration, 12 digits
  /// @param workflows executions
  /// @param machines state machines, versions, aliases and tags
  /// @param redrives executions that go on after their end; null when the engine has none, as for
  ///   the ports that follow: their operations are unknown then
  /// @param tokens tasks that wait for an answer
  /// @param activities work for pollers
  /// @param mapRuns runs of distributed Map states
  /// @param tests states on their own
  public record Engine(
      String name,
      String account,
      Workflows workflows,
      StateMachines machines,
      @Nullable Redrives redrives,
      @Nullable TaskTokens tokens,
      @Nullable Activities activities,
      @Nullable MapRuns mapRuns,
      @Nullable StateTests tests) {}

  /// An API of these parts. It starts nothing and owns nothing that has to be closed.
  ///
  /// @param verifier says who has signed a request
  /// @param replays tells requests that were carried out already
  /// @param policy says who may do what
  /// @param limits says who has asked too often
  public AwsApi(
      Engine engine,
      SignatureVerifier verifier,
      ReplayGuard replays,
      Policy policy,
      Limits limits,
      ApiConfig config) {
    this.verifier = verifier;
    this.replays = replays;
    this.guard = new Guard(policy, engine);
    this.limits = limits;
    handlers.putAll(new StartOperations(engine).all());
    handlers.putAll(new ExecutionOperations(engine).all());
    handlers.putAll(new MachineOperations(engine.machines()).all());
    handlers.putAll(new VersionOperations(engine.machines()).all());
    if (engine.redrives() != null) {
      handlers.putAll(new RedriveOperation(engine.workflows(), engine.redrives()).all());
    }
    if (engine.tokens() != null) {
      handlers.putAll(new TaskOperations(engine.tokens()).all());
    }
    if (engine.activities() != null) {
      handlers.putAll(new ActivityOperations(engine.activities(), engine.machines(), config).all());
    }
    if (engine.mapRuns() != null) {
      handlers.putAll(new MapRunOperations(engine.mapRuns()).all());
    }
    if (engine.tests() != null) {
      handlers.putAll(new TestStateOperation(engine.tests()).all());
    }
  }

  /// Whether a request is meant for the API: a POST to `/` that names its operation in
  /// `X-Amz-Target`.
  public static boolean owns(HttpRequest request) {
    return request.path().equals("/")
        && request.method().equals("POST")
        && request.headers().has(TARGET);
  }

  /// What a request is answered while no configuration is in force, whoever has signed it.
  public static HttpResponse unavailable() {
    return response(ApiException.unavailable());
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    try {
      return response(200, answer(request));
    } catch (ApiException e) {
      LOG.info("awsapi.refused code={}", e.code());
      return response(e);
    } catch (WorkflowException e) {
      LOG.info("awsapi.refused code={}", e.code());
      return response(ApiException.of(e.code(), e.text()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return response(ApiException.unavailable());
    } catch (BackendException e) {
      if (e.retryable()) {
        LOG.warn("backend.away backend={} error=\"{}\"", e.backend(), e.getMessage());
      } else {
        LOG.error("backend.failed backend={}", e.backend(), e);
      }
      return response(
          e.retryable() ? ApiException.unavailable() : ApiException.internal("backend"));
    } catch (Exception | StackOverflowError | AssertionError e) {
      var reference = UUID.randomUUID().toString();
      LOG.error("awsapi.failed reference={}", reference, e);
      return response(ApiException.internal(reference));
    }
  }

  private JsonObject answer(HttpRequest request) throws InterruptedException {
    byte[] body = body(request);
    var caller = verified(request, body);
    if (limits.refused(caller.principal(), null).isPresent()) {
      throw ApiException.throttled();
    }
    Operation operation = operation(request);
    ApiCall.Handler handler = handlers.get(operation);
    if (handler == null) {
      throw ApiException.unknownOperation();
    }
    JsonObject input = input(body);
    Constraints.check(operation.input(), input);
    var context = Context.ofRequest(request.remoteAddress());
    var sight = guard.sight(caller.principal(), caller.account(), context);
    var call =
        new ApiCall(
            operation,
            new Input(input),
            caller.principal(),
            caller.account(),
            context,
            caller.proof(),
            sight);
    guard.require(call);
    refuseReplay(call);
    return handler.answer(call);
  }

  /// Refuses a request that was carried out before, where that cannot be seen otherwise.
  private void refuseReplay(ApiCall call) {
    if (isRepeatable(call)) {
      return;
    }
    var proof = call.proof();
    try {
      switch (replays.use(call.caller(), proof.signature(), proof.until())) {
        case FIRST -> {
          // It goes on.
        }
        case REPEATED -> {
          if (!call.operation().isDeclaration() || !proof.isRecent()) {
            throw repeated(call);
          }
        }
        case FULL -> throw ApiException.throttled();
      }
    } catch (IOException e) {
      LOG.error("awsapi.replays_unknown", e);
      throw ApiException.unavailable();
    }
  }

  /// Whether a second request with the same signature does no more than the first. An execution
  /// that is started and not waited for is known by its name, if that was signed.
  private static boolean isRepeatable(ApiCall call) {
    return call.operation().isRead()
        || (call.operation() == Operation.START_EXECUTION && call.proof().coversBody());
  }

  /// Some SDKs sign to the second and nothing else that differs between two calls of the same
  /// content: told to be slower, an SDK signs anew.
  private static ApiException repeated(ApiCall call) {
    return call.operation() == Operation.GET_ACTIVITY_TASK || !call.proof().invocation().isEmpty()
        ? ApiException.throttled()
        : ApiException.unauthenticated(
            "InvalidSignatureException", "The request was carried out already: sign it anew.");
  }

  private static byte[] body(HttpRequest request) {
    try {
      return request.body().toBytes(MAX_BODY_BYTES);
    } catch (ProblemException e) {
      throw ApiException.tooLarge();
    }
  }

  private SignatureCheck.Verified verified(HttpRequest request, byte[] body) {
    return switch (verifier.verify(request, body)) {
      case SignatureCheck.Verified verified -> verified;
      case SignatureCheck.Refused(var code, var message) -> {
        RequestAudit.noted(new AuditEvent.CredentialRefused("signature", code));
        throw ApiException.unauthenticated(code, message);
      }
    };
  }

  private static Operation operation(HttpRequest request) {
    String target = request.headers().joined(TARGET).orElse("");
    Operation operation =
        target.startsWith(PREFIX) ? Operation.of(target.substring(PREFIX.length())) : null;
    if (operation == null) {
      throw ApiException.unknownOperation();
    }
    return operation;
  }

  private static JsonObject input(byte[] body) {
    if (body.length == 0) {
      throw ApiException.serialization(null);
    }
    try {
      JsonValue value = JsonReader.read(body, JsonLimits.NETWORK);
      if (value instanceof JsonObject object) {
        return object;
      }
      throw ApiException.serialization(null);
    } catch (JsonException e) {
      throw ApiException.serialization(null);
    }
  }

  private static HttpResponse response(ApiException error) {
    return response(error.status(), error.toJson());
  }

  private static HttpResponse response(int status, JsonObject content) {
    return HttpResponse.of(status, MEDIA_TYPE, JsonWriter.write(content))
        .withHeader("x-amzn-RequestId", UUID.randomUUID().toString());
  }
}
