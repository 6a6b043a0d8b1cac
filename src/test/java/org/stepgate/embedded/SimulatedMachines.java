package org.stepgate.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stepgate.asl.StateMachine;
import org.stepgate.engine.RandomMachines;
import org.stepgate.workflow.MachineType;

/// What the simulated pool executes: one machine of each kind, and one drawn from the seed.
final class SimulatedMachines {
  static final String ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:work";

  /// The input of every execution.
  static final String INPUT = "[1,2,3]";

  private static final String TASK =
      """
      "Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":null,
      "Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1,"MaxAttempts":2}]\
      """;

  private static final Map<String, String> FIXED = fixed();

  /// Parsed once: a definition is never changed.
  private static final Map<String, StateMachine> PARSED = new LinkedHashMap<>();

  private SimulatedMachines() {}

  private static Map<String, String> fixed() {
    var machines = new LinkedHashMap<String, String>();
    machines.put(
        "steps",
        """
        {"StartAt":"First","States":{
          "First":{%1$s,"Next":"Rest"},
          "Rest":{"Type":"Wait","Seconds":2,"Next":"Both"},
          "Both":{"Type":"Parallel","ResultPath":null,"Next":"Last",
            "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":"Last"}],
            "Branches":[
              {"StartAt":"A","States":{"A":{%1$s,"End":true}}},
              {"StartAt":"B","States":{"B":{"Type":"Wait","Seconds":1,"Next":"C"},
                "C":{%1$s,"TimeoutSeconds":5,"End":true}}}]},
          "Last":{%1$s,"End":true}}}
        """
            .formatted(TASK));
    machines.put(
        "items",
        """
        {"StartAt":"M","States":{
          "M":{"Type":"Map","ItemsPath":"$$.Execution.Input","MaxConcurrency":2,"ResultPath":null,
            "ToleratedFailureCount":1,"Next":"Last",
            "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":"Last"}],
            "ItemProcessor":{"StartAt":"T","States":{
              "T":{%1$s,"Next":"W"},"W":{"Type":"Wait","Seconds":1,"End":true}}}},
          "Last":{%1$s,"End":true}}}
        """
            .formatted(TASK));
    machines.put(
        "loop",
        """
        {"QueryLanguage":"JSONata","StartAt":"Zero","States":{
          "Zero":{"Type":"Pass","Assign":{"n":0},"Next":"Add"},
          "Add":{"Type":"Pass","Assign":{"n":"{% $n + 1 %}"},"Next":"Enough"},
          "Enough":{"Type":"Choice","Default":"Add",
            "Choices":[{"Condition":"{% $n >= 9 %}","Next":"T"}]},
          "T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true,
            "Arguments":{"n":"{% $n %}"}}}}
        """);
    machines.put(
        "ask",
        """
        {"StartAt":"Ask","States":{
          "Ask":{"Type":"Task","Resource":"arn:aws:states:::x:ask.waitForTaskToken",
            "Parameters":{"token.$":"$$.Task.Token"},"TimeoutSeconds":300,"ResultPath":null,
            "Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":1,"MaxAttempts":2}],
            "Next":"Last"},
          "Last":{%1$s,"End":true}}}
        """
            .formatted(TASK));
    machines.put(
        "work",
        """
        {"StartAt":"Work","States":{
          "Work":{"Type":"Task","Resource":"%2$s","TimeoutSeconds":300,"ResultPath":null,
            "Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":1,"MaxAttempts":2}],
            "Next":"Last"},
          "Last":{%1$s,"End":true}}}
        """
            .formatted(TASK, ACTIVITY));
    machines.put(
        "nest",
        """
        {"StartAt":"Nest","States":{
          "Nest":{"Type":"Parallel","ResultPath":null,"Next":"Last",
            "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":"Last"}],
            "Branches":[%2$s,%3$s]},
          "Last":{%1$s,"End":true}}}
        """
            .formatted(TASK, child("N1", "ask"), child("N2", "steps")));
    machines.put(
        "fan",
        """
        {"StartAt":"D","States":{
          "D":{"Type":"Map","ItemsPath":"$$.Execution.Input","MaxConcurrency":2,"ResultPath":null,
            "Next":"Last",
            "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":"Last"}],
            "ItemProcessor":{
              "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
              "StartAt":"T","States":{"T":{%1$s,"End":true}}}},
          "Last":{%1$s,"End":true}}}
        """
            .formatted(TASK));
    return machines;
  }

  private static String child(String state, String machine) {
    return """
    {"StartAt":"%1$s","States":{"%1$s":{"Type":"Task","End":true,
      "Resource":"arn:aws:states:::states:startExecution.sync:2","Parameters":{"Input":[1,2],
        "StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:%2$s"}}}}
    """
        .formatted(state, machine);
  }

  /// All machines of a simulation.
  static List<MachineSource> of(Random random) {
    var sources = new ArrayList<MachineSource>();
    FIXED.forEach((name, text) -> sources.add(new MachineSource(name, MachineType.STANDARD, text)));
    sources.add(
        new MachineSource("random", MachineType.STANDARD, RandomMachines.definition(random)));
    return List.copyOf(sources);
  }

  static StateMachine parse(String text) {
    if (!FIXED.containsValue(text)) {
      return Pool.parse(text);
    }
    synchronized (PARSED) {
      return PARSED.computeIfAbsent(text, Pool::parse);
    }
  }
}
