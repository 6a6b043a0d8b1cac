package org.stepgate.routes;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Action;
import org.stepgate.policy.Resource;
import org.stepgate.routes.Endpoint.Answer;
import org.stepgate.routes.Endpoint.Call;
import org.stepgate.schedules.ScheduleConfig;
import org.stepgate.schedules.ScheduleState;
import org.stepgate.schedules.Schedules;

/// The operations on schedules. Safe for many threads.
final class ScheduleEndpoints {
  private static final String SCHEDULES = Links.ROOT + "/schedules";

  private final Schedules schedules;
  private final Access access;

  ScheduleEndpoints(Schedules schedules, Access access) {
    this.schedules = schedules;
    this.access = access;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
            "GET",
            SCHEDULES,
            "listSchedules",
            "All schedules that the caller may see.",
            this::list,
            Answer.json(200, "The schedules, as they are configured, with their states.")),
        Endpoint.of(
            "POST",
            SCHEDULES + "/{name}/pause",
            "pauseSchedule",
            "Pauses a schedule until it is resumed, for all workers and over restarts.",
            call -> change(schedules.pause(administered(call), call.caller().subject())),
            Answer.json(200, "The schedule, which is paused."),
            Answer.problem(403, "The caller may not pause it."),
            Answer.problem(404, "There is no such schedule.")),
        Endpoint.of(
            "POST",
            SCHEDULES + "/{name}/resume",
            "resumeSchedule",
            "Ends the pause of a schedule; the ticks during it are not made up for.",
            call -> change(schedules.resume(administered(call))),
            Answer.json(200, "The schedule, which is not paused."),
            Answer.problem(403, "The caller may not resume it."),
            Answer.problem(404, "There is no such schedule.")));
  }

  private HttpResponse list(Call call) {
    List<Schedules.View> seen =
        schedules.list().stream()
            .filter(view ->
                access.shows(
                    call.asker(), new Resource.Schedule(view.config().name()), Action.READ))
            .toList();
    return HttpResponse.json(
        200, JsonObject.of("schedules", JsonValue.array(seen, ScheduleEndpoints::shown)));
  }

  /// The name in the path, when the caller may change that schedule.
  private String administered(Call call) {
    String name = call.path("name");
    if (!may(call.asker(), Action.READ, name)) {
      throw noSchedule();
    }
    if (!may(call.asker(), Action.ADMINISTER, name)) {
      throw ProblemException.forbidden(
          "You may not change this schedule.",
          call.caller().subject() + " may not administer the schedule " + name);
    }
    return name;
  }

  private static HttpResponse change(Optional<Schedules.View> changed) {
    return HttpResponse.json(200, shown(changed.orElseThrow(ScheduleEndpoints::noSchedule)));
  }

  private boolean may(Asker asker, Action action, String name) {
    return access.may(asker, action, new Resource.Schedule(name));
  }

  private static ProblemException noSchedule() {
    return ProblemException.notFound("no such schedule, or none that the caller may see");
  }

  private static JsonObject shown(Schedules.View view) {
    ScheduleConfig config = view.config();
    ScheduleState state = view.state();
    ScheduleState.Paused paused = state == null ? null : state.paused();
    return JsonObject.builder()
        .put("name", config.name())
        .put("machine", config.machine())
        .put("expression", config.timetable().text())
        .put("timezone", config.timetable().zone().getId())
        .put("overlap", config.overlap().name().toLowerCase(Locale.ROOT))
        .put("catchUp", config.catchUp().policy().name().toLowerCase(Locale.ROOT))
        .put("enabled", config.enabled())
        .put("paused", paused != null)
        .putIfPresent("pausedSince", paused == null ? null : paused.since().toString())
        .putIfPresent("pausedBy", paused == null ? null : paused.by())
        .putIfPresent("next", view.next() == null ? null : view.next().toString())
        .putIfPresent("last", last(state == null ? null : state.last()))
        .build();
  }

  private static @Nullable JsonObject last(ScheduleState.@Nullable Last last) {
    return last == null
        ? null
        : JsonObject.builder()
            .put("tick", last.tick().toString())
            .put("outcome", last.outcome().name())
            .putIfPresent("execution", last.execution())
            .putIfPresent("detail", last.detail())
            .build();
  }
}
