package org.stepgate.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordHeaderTest {
  @ParameterizedTest
  @CsvSource({"0,0,0,0", "255,65535,65535,255", "1,1,8,0", "127,32768,32767,128"})
  void decode_encodedHeader_isTheSame(int type, int id, int content, int padding) {
    var header = new RecordHeader(type, id, content, padding);
    var bytes = ByteBuffer.allocate(RecordHeader.BYTES);

    header.encode(bytes);

    assertThat(RecordHeader.decode(bytes.flip())).isEqualTo(new RecordHeader.Decoded.Whole(header));
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void decode_fewerBytes_saysHowManyAreMissing() {
    for (int length = 0; length < RecordHeader.BYTES; length++) {
      var bytes = ByteBuffer.wrap(new byte[] {1, 4, 0, 1, 0, 0, 0, 0}, 0, length);

      assertThat(RecordHeader.decode(bytes))
          .isEqualTo(new RecordHeader.Decoded.NeedMore(RecordHeader.BYTES - length));
      assertThat(bytes.position()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 2, -1, 'G'})
  void decode_otherVersion_isMalformed_T01(byte version) {
    assertThat(RecordHeader.decode(ByteBuffer.wrap(new byte[] {version})))
        .isInstanceOf(RecordHeader.Decoded.Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({"256,0,0,0", "0,65536,0,0", "0,0,65536,0", "0,0,0,256", "-1,0,0,0"})
  void recordHeader_fieldOutOfRange_isRefused(int type, int id, int content, int padding) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecordHeader(type, id, content, padding));
  }
}
