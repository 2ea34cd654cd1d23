package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayTest {
  @ParameterizedTest
  @CsvSource({
    "4004, DISCORD_TOKEN",
    "4014, privileged intent",
    "4013, privileged intent",
    "4012, Update snapclone",
    "1006, Start again"
  })
  void whatClosesTheGatewaySaysWhatToDo(int code, String advice) {
    assertTrue(Gateway.reason(code).contains(advice), Gateway.reason(code));
    assertTrue(Gateway.reason(code).contains(String.valueOf(code)));
  }
}
