package org.stepgate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.State;
import org.stepgate.engine.Execution.Identity;
import org.stepgate.engine.Payload;
import org.stepgate.engine.StateRun;
import org.stepgate.items.ItemReaderException;
import org.stepgate.items.ItemStream;
import org.stepgate.items.ItemStreams;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.StateTest;
import org.stepgate.workflow.WorkflowException;

/// A test that is ready to be run.
///
/// @param inputText the input as it came
/// @param texts the texts of what came from outside
record TestSetup(StateRun.Setup run, String inputText, GivenTexts texts) {

  /// Reads the texts of a request.
  ///
  /// @param state the state that it is about
  /// @param now the time of the test
  /// @throws WorkflowException `InvalidExecutionInput`, `ValidationException`
  static TestSetup of(
      StateTest request, State state, MockedResult mockedResults, String region, Instant now) {
    var texts = new GivenTexts();
    String inputText = request.input() == null ? "{}" : request.input();
    JsonDocument input = read(inputText, TestSetup::invalidInput);
    texts.add(inputText, input);
    StateRun.Mock mock =
        request.mock() == null ? null : mock(state, request, request.mock(), mockedResults, texts);
    Identity identity =
        identity(request, region, now, Payload.inline(input.value()).withText(inputText));
    int retries = orZero(request.configuration().retrierRetryCount());
    JsonObject context =
        request.context() == null
            ? TestContext.madeUp(identity, state, request.roleArn(), retries, newName())
            : TestContext.given(json("Context object", request.context()), state);
    return new TestSetup(
        new StateRun.Setup(
            identity,
            state,
            context,
            variables(request.variables()),
            retries,
            mock,
            reading(state, request.configuration().mapItemReaderData())),
        inputText,
        texts);
  }

  private static StateRun.Mock mock(
      State state,
      StateTest request,
      StateTest.Mock mock,
      MockedResult mockedResults,
      GivenTexts texts) {
    StateTest.ErrorOutput error = mock.errorOutput();
    if (error != null) {
      return new StateRun.Mock.Failed(error.error(), error.cause());
    }
    String text = String.valueOf(mock.result());
    JsonDocument result =
        read(text, _ -> WorkflowException.validation("Mocked result must be valid JSON"));
    texts.add(text, result);
    mockedResults.check(state, result.value(), mock.validation());
    return new StateRun.Mock.Result(
        result.value(), orZero(request.configuration().mapIterationFailureCount()));
  }

  /// What the ItemReader of a Map state makes of the data; null when there is none, or no data.
  private static StateRun.@Nullable Reading reading(State state, @Nullable String data) {
    if (data == null
        || !(state instanceof State.Map map)
        || map.distribution() == null
        || map.distribution().reader() == null) {
      return null;
    }
    var items = new ArrayList<StateRun.ReadItem>();
    try (ItemStream stream =
        ItemStreams.of(map.distribution().reader(), data, "mapItemReaderData")) {
      for (var next = stream.next(); next.isPresent(); next = stream.next()) {
        items.add(new StateRun.ReadItem(next.get().key(), next.get().value()));
      }
      return new StateRun.Reading.Items(items);
    } catch (ItemReaderException e) {
      return new StateRun.Reading.Failed(MapRunReader.FAILED, e.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, JsonValue> variables(@Nullable String text) {
    if (text == null) {
      return Map.of();
    }
    if (json("variables", text) instanceof JsonObject variables) {
      return variables.members();
    }
    throw WorkflowException.validation("Invalid variables provided: Must be a JSON object");
  }

  private static JsonValue json(String name, String text) {
    return read(
            text,
            reason -> WorkflowException.validation("Invalid " + name + " provided: " + reason))
        .value();
  }

  private static WorkflowException invalidInput(String reason) {
    return new WorkflowException(
        "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + reason + "'");
  }

  private static JsonDocument read(String text, Function<String, WorkflowException> refusal) {
    try {
      return JsonDocument.readJson(text, JsonLimits.NETWORK);
    } catch (JsonException e) {
      throw refusal.apply(String.valueOf(e.getMessage()));
    }
  }

  private static Identity identity(StateTest request, String region, Instant now, Payload input) {
    var arns = new Arns(request.account(), region);
    String machine = newName();
    String name = newName();
    return new Identity(
        "arn:aws:states:%s:%s:express:%s:%s".formatted(region, request.account(), machine, name),
        name,
        arns.machine(MachineId.ofHome(machine)),
        machine,
        request.roleArn() == null ? arns.role() : request.roleArn(),
        true,
        now,
        input);
  }

  private static String newName() {
    return UUID.randomUUID().toString();
  }

  private static int orZero(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}
