package dev.snapclone.app;

import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Settings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to a running bot that a caller on its ops port has the bot's configuration: other users of
 * the host can reach loopback too. Derived one-way from the secrets.
 */
final class OpsKey {
  private static final String PURPOSE = "snapclone audit over the ops port";

  private OpsKey() {}

  static String of(Settings settings) {
    DiscordSettings discord = settings.discord();
    String secrets =
        (discord == null ? "" : discord.token().reveal())
            + "\n"
            + settings.host().storage().password().reveal();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secrets.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
