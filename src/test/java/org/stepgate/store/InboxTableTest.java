package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.engine.Event;
import org.stepgate.engine.TaskId;
import org.stepgate.store.Write.Messages;
import org.stepgate.store.Write.SendOutcome;
import org.stepgate.store.Write.UpdateOutcome;

/// Messages, their tokens, and the commits that take them in.
final class InboxTableTest {
  private static final String ACCOUNT = "000000000000";
  private static final TaskId TASK = new TaskId(1);

  @TempDir Path folder;
  private StoreFixture fixture;
  private WorkerId worker;
  private RowId row;

  @BeforeEach
  void open() {
    fixture = new StoreFixture(folder);
    worker = fixture.worker();
    var task = TaskRow.of(Samples.tokenTask(1, "secret"), worker);
    row = fixture.create("n", Samples.running(1, 2), List.of(), List.of(task), worker);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private SendOutcome send(Write.TaskEvent what) {
    return fixture.store.write(new Write.SendToTask(ACCOUNT, "secret", what, worker)).join();
  }

  private UpdateOutcome update(long sequence, Messages messages) {
    return fixture
        .store
        .write(
            new Write.Update(
                row,
                sequence,
                Samples.running(2 * sequence + 1, 2 * sequence + 2),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                worker,
                messages))
        .join();
  }

  private List<Long> numbers() {
    return fixture.store.inbox(row).stream().map(InboxMessage::number).toList();
  }

  @Test
  void update_endsTaskOtherwiseThanAnUnreadMessageSays_isSuperseded() {
    assertThat(send(task -> new Event.TaskFailed(task, "E", null)))
        .isEqualTo(new SendOutcome.Sent(row));

    assertThat(update(1, new Messages(List.of(), List.of(TASK), null)))
        .isEqualTo(new UpdateOutcome.Superseded());
    assertThat(update(1, new Messages(numbers(), List.of(TASK), null)))
        .isEqualTo(new UpdateOutcome.Committed(2));
    assertThat(numbers()).isEmpty();
  }

  @Test
  void update_doesNotEndTheTask_leavesTheMessageForLater() {
    send(Event.TaskHeartbeat::new);

    assertThat(update(1, Messages.NONE)).isEqualTo(new UpdateOutcome.Committed(2));
    assertThat(numbers()).hasSize(1);
    assertThat(update(2, new Messages(List.of(), List.of(TASK), null)))
        .as("a heartbeat is not an end")
        .isEqualTo(new UpdateOutcome.Committed(3));
    assertThat(send(Event.TaskHeartbeat::new)).isEqualTo(new SendOutcome.Ended());
  }

  @Test
  void send_endTwice_theSecondComesTooLate() {
    send(task -> new Event.TaskSucceeded(task, Samples.inline("1").json()));

    assertThat(send(Event.TaskHeartbeat::new)).isEqualTo(new SendOutcome.Ended());
    assertThat(numbers()).hasSize(1);
  }

  @Test
  void send_executionIsToStop_comesTooLate() {
    var start = Samples.execution("orders", "parent", fixture.clock.wall(), Samples.inline("{}"));
    fixture.create(
        new Write.Create(
            start,
            Samples.running(1, 2),
            List.of(),
            List.of(),
            worker,
            List.of(new Notice(row, new Event.StopRequested(null, null))),
            List.of()));

    assertThat(send(task -> new Event.TaskSucceeded(task, Samples.inline("1").json())))
        .isEqualTo(new SendOutcome.Ended());
    assertThat(numbers()).hasSize(1);
  }

  @Test
  void drop_messages_areGone() {
    send(Event.TaskHeartbeat::new);

    fixture.store.write(new Write.DropMessages(numbers())).join();

    assertThat(numbers()).isEmpty();
  }

  @Test
  void retire_workerWithMessages_namesTheExecutionsForTheHeir() {
    send(Event.TaskHeartbeat::new);
    WorkerId heir = fixture.worker();

    var left =
        fixture.store.write(new Write.RetireWorker(worker, heir, "boot", 0, Samples.START)).join();

    assertThat(((Write.RetireOutcome.Retired) left).inboxes()).containsExactly(row);
  }

  static Stream<Event> messages() {
    return Stream.of(
        new Event.TaskSucceeded(TASK, Samples.inline("{\"a\":[1,null]}").json()),
        new Event.TaskFailed(TASK, null, null),
        new Event.TaskFailed(TASK, "E", "why"),
        new Event.TaskTaken(TASK, null),
        new Event.TaskTaken(TASK, "me"),
        new Event.TaskHeartbeat(TASK),
        new Event.StopRequested(null, null),
        new Event.StopRequested("E", "why"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void eventForm_written_isReadBack(Event event) {
    assertThat(EventForm.read(EventForm.write(event))).isEqualTo(event);
  }

  @Test
  void eventForm_eventThatIsNoMessage_isRefused() {
    assertThatThrownBy(() -> EventForm.write(new Event.Started()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EventForm.read("{\"version\":2}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 2");
  }
}
