package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.stepgate.tasks.ObjectStore.Caller;
import org.stepgate.tasks.ObjectStore.Listing;
import org.stepgate.tasks.ObjectStore.Place;
import org.stepgate.tasks.ObjectStore.Summary;

class ObjectStoreTest {
  private static final Caller CALLER =
      new Caller("arn:aws:states:eu-west-1:123456789012:execution:m:n", "Map", null);

  @Test
  void open_object_streamsItsContent() throws Exception {
    try (var s3 = StandInEndpoint.answering(200, "a,b\n1,2\n");
        var runner = AwsCallsFixture.runner("s3", s3);
        var content = runner.objects().open(CALLER, new Place("b", "dir/k.csv", "v"))) {
      assertThat(content.readAllBytes()).asString().isEqualTo("a,b\n1,2\n");
      assertThat(s3.take().target()).hasToString("/b/dir/k.csv?versionId=v");
    }
  }

  @Test
  void open_closedEarly_endsTheTransfer() throws Exception {
    try (var s3 = StandInEndpoint.answering(200, "x".repeat(1 << 20));
        var runner = AwsCallsFixture.runner("s3", s3)) {
      var content = runner.objects().open(CALLER, new Place("b", "k"));
      assertThat(content.read()).isEqualTo('x');

      content.close();

      assertThatThrownBy(content::readAllBytes).isInstanceOf(java.io.IOException.class);
    }
  }

  @Test
  void open_missingObject_saysWhatTheServiceSays() throws Exception {
    try (var s3 =
            StandInEndpoint.answering(
                404,
                "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>"
                    + "</Error>");
        var runner = AwsCallsFixture.runner("s3", s3)) {
      assertThatThrownBy(() -> runner.objects().open(CALLER, new Place("b", "k")))
          .isInstanceOfSatisfying(
              ObjectStoreException.class,
              e -> assertThat(e.error()).isEqualTo("S3.NoSuchKeyException"))
          .hasMessageStartingWith(
              "The specified key does not exist. (Service: S3, Status Code: 404");
    }
  }

  @Test
  void list_parts_followTheToken() throws Exception {
    try (var s3 =
            StandInEndpoint.answering(
                200,
                "<ListBucketResult><IsTruncated>true</IsTruncated>"
                    + "<NextContinuationToken>t2</NextContinuationToken><Contents><Key>a/1</Key>"
                    + "<LastModified>2024-01-02T03:04:05.000Z</LastModified><ETag>\"e\"</ETag>"
                    + "<Size>12</Size><StorageClass>STANDARD</StorageClass></Contents>"
                    + "</ListBucketResult>");
        var runner = AwsCallsFixture.runner("s3", s3)) {
      Listing listing = runner.objects().list(CALLER, "b", "a/", "t1");

      assertThat(listing.objects())
          .containsExactly(
              new Summary("a/1", "\"e\"", Instant.parse("2024-01-02T03:04:05Z"), 12, "STANDARD"));
      assertThat(listing.nextToken()).isEqualTo("t2");
      assertThat(s3.take().target().getQuery())
          .contains("list-type=2", "prefix=a/", "continuation-token=t1");
    }
  }

  @Test
  void put_content_isWritten() throws Exception {
    try (var s3 = StandInEndpoint.answering(200, "", "ETag", "\"e\"");
        var runner = AwsCallsFixture.runner("s3", s3)) {
      runner
          .objects()
          .put(
              CALLER,
              new Place("b", "manifest.json"),
              "application/json",
              "{}".getBytes(StandardCharsets.UTF_8));

      StandInEndpoint.Received request = s3.take();
      assertThat(request.method() + " " + request.target()).isEqualTo("PUT /b/manifest.json");
      assertThat(request.header("Content-Type")).isEqualTo("application/json");
      assertThat(request.body()).isEqualTo("{}");
    }
  }
}
