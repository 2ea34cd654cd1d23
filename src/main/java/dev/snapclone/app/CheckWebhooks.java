package dev.snapclone.app;

import dev.snapclone.config.Settings;
import dev.snapclone.config.WebhookSettings;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.notification.WebhookClient;
import java.io.IOException;

/** Looks whether the receivers of events answer. Sends no event. */
final class CheckWebhooks {
  private static final String PART = "webhook";

  private final CheckReport report;
  private final Settings settings;

  CheckWebhooks(CheckReport report, Settings settings) {
    this.report = report;
    this.settings = settings;
  }

  void run() {
    WebhookClient client = new WebhookClient(settings.host().proxy());
    settings.jobs().notifications().webhooks().forEach(webhook -> check(client, webhook));
  }

  private void check(WebhookClient client, WebhookSettings webhook) {
    Arg shown = Arg.code(webhook.shown());
    try {
      int status = client.knock(webhook);
      if (status >= 300 && status < 400) {
        report.warning(
            PART,
            Text.of("check.webhook.redirect", shown, Arg.plain(Integer.toString(status))),
            Text.of("check.webhook.redirect.mend"));
      } else {
        report.works(PART, Text.of("check.webhook.ok", shown, Arg.plain(Integer.toString(status))));
      }
    } catch (IOException e) {
      report.problem(
          PART,
          Text.of("check.webhook.failed", shown, Arg.quote(CheckReport.reason(e))),
          Text.of("check.webhook.failed.mend"));
    }
  }
}
