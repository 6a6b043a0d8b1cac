package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.asl.Samples.json;
import static org.stepgate.asl.Samples.scope;
import static org.stepgate.asl.Samples.state;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.stepgate.asl.MapDistribution.Csv;
import org.stepgate.asl.MapDistribution.InputType;
import org.stepgate.asl.MapDistribution.ReaderConfig;

/// What the model holds of distributed Map states.
final class MapDistributionTest {
  private static final String PROCESSOR =
      "'Type':'Map','End':true,'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED',"
          + "'ExecutionType':'EXPRESS'},'StartAt':'I','States':{'I':{'Type':'Pass','End':true}}}";

  private static MapDistribution distribution(String fields) {
    var map = (State.Map) state(PROCESSOR + fields);
    return Objects.requireNonNull(map.distribution());
  }

  @Test
  void parse_nothingButTheMode_hasNoParts() {
    assertThat(distribution(""))
        .isEqualTo(new MapDistribution(MachineType.EXPRESS, null, null, null, null));
  }

  @Test
  void parse_csv_keepsHeadersAndDelimiter() {
    MapDistribution distribution =
        distribution(
            ",'Label':'rows','ItemReader':{'Resource':'arn:aws:states:::s3:getObject',"
                + "'Parameters':{'Bucket.$':'$.b'},'ReaderConfig':{'InputType':'CSV',"
                + "'CSVHeaderLocation':'GIVEN','CSVHeaders':['x','y'],'CSVDelimiter':'PIPE',"
                + "'MaxItemsPath':'$n'}}");

    var reader = Objects.requireNonNull(distribution.reader());

    assertThat(distribution.label()).isEqualTo("rows");
    assertThat(reader.resource()).isEqualTo("arn:aws:states:::s3:getObject");
    assertThat(Objects.requireNonNull(reader.arguments()).evaluate(json("{'b':'B'}"), scope()))
        .isEqualTo(json("{'Bucket':'B'}"));
    ReaderConfig config = reader.config();
    assertThat(config.inputType()).isEqualTo(InputType.CSV);
    assertThat(config.csv()).isEqualTo(new Csv(List.of("x", "y"), '|'));
    assertThat(Objects.requireNonNull(config.maxItems()).evaluate(json("{}"), scope("{'n':'4'}")))
        .isEqualTo(4);
  }

  @Test
  void parse_jsonata_takesArguments() {
    MapDistribution distribution =
        distribution(
            ",'QueryLanguage':'JSONata','ItemReader':{'Resource':'arn:aws:states:::s3:getObject',"
                + "'Arguments':{'Key':'{% $states.input.k %}'},'ReaderConfig':{'InputType':'JSON',"
                + "'MaxItems':'{% 1 + 1 %}'}},'ItemBatcher':{'BatchInput':{'a':'{% $v %}'},"
                + "'MaxItemsPerBatch':'{% $v %}','MaxInputBytesPerBatch':262144},"
                + "'ResultWriter':{'Resource':'arn:aws:states:::s3:putObject','Arguments':{},"
                + "'WriterConfig':{'Transformation':'FLATTEN','OutputType':'JSONL'}}");

    var reader = Objects.requireNonNull(distribution.reader());
    var batcher = Objects.requireNonNull(distribution.batcher());
    var writer = Objects.requireNonNull(distribution.writer());

    assertThat(Objects.requireNonNull(reader.arguments()).evaluate(json("{'k':1}"), scope()))
        .isEqualTo(json("{'Key':1}"));
    assertThat(Objects.requireNonNull(reader.config().maxItems()).evaluate(json("{}"), scope()))
        .isEqualTo(2);
    assertThat(Objects.requireNonNull(batcher.batchInput()).evaluate(json("{}"), scope("{'v':3}")))
        .isEqualTo(json("{'a':3}"));
    assertThat(Objects.requireNonNull(batcher.maxItems()).evaluate(json("{}"), scope("{'v':3}")))
        .isEqualTo(3);
    assertThat(Objects.requireNonNull(batcher.maxInputBytes()).evaluate(json("{}"), scope()))
        .isEqualTo(262_144);
    assertThat(writer.transformation()).isEqualTo("FLATTEN");
    assertThat(writer.outputType()).isEqualTo("JSONL");
  }

  @Test
  void parse_inline_hasNoDistribution() {
    var map =
        (State.Map)
            state(
                "'Type':'Map','End':true,'ItemProcessor':{'StartAt':'I','States':{'I':{'Type':"
                    + "'Pass','End':true}}}");

    assertThat(map.distribution()).isNull();
  }
}
