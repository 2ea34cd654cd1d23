package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdaChatTest {
  @ParameterizedTest
  @CsvSource({
    "10015, true, no webhook before the acknowledgement",
    "50027, true, the token is no longer valid",
    "10062, true, nobody acknowledged it in time",
    "10008, false, its person dismissed the message that says that the bot thinks",
    "10003, false, its channel was deleted meanwhile",
    "50001, false, the bot may no longer look there"
  })
  void onlyTheWebhookThatNeverWasSaysThatNobodyAcknowledged(
      int errorCode, boolean never, String why) {
    assertEquals(never, JdaChat.neverAcknowledged(errorCode), why);
  }
}
