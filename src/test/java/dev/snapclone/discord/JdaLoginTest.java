package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdaLoginTest {
  @ParameterizedTest
  @CsvSource({
    "4004, DISCORD_TOKEN",
    "4014, privileged intent",
    "4013, privileged intent",
    "4012, Update snapclone",
    "1006, Start again"
  })
  void whatClosesTheGatewaySaysWhatToDo(int code, String advice) {
    assertTrue(JdaLogin.reason(code).contains(advice), JdaLogin.reason(code));
    assertTrue(JdaLogin.reason(code).contains(String.valueOf(code)));
  }
}
