package dev.snapclone.app;

import dev.snapclone.audit.AuditFormat;
import dev.snapclone.job.Job;
import dev.snapclone.sandbox.discord.rest.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads everything that a bot said during a conversation: its log, its messages, its audit, what it
 * keeps of jobs. Every stage is looked through when it closes, so the whole end-to-end suite is.
 */
final class SecretsWatch {
  private SecretsWatch() {}

  /** What was found, one line each. */
  static List<String> found(List<Request> requests, Application bot, String guild) {
    List<String> found = new ArrayList<>(LogWatch.leaks());
    requests.forEach(request -> found.addAll(said(request)));
    bot.auditTrail()
        .each(
            null,
            null,
            entry -> look("the audit", AuditFormat.JSONL.line(entry), List.of(), found));
    for (Job job : bot.jobs().recent(guild, false, 1000)) {
      look("job " + job.id(), job.toString(), List.of(), found);
      look("its journal", bot.jobs().journal(job.id()).toString(), List.of(), found);
    }
    return found;
  }

  /** What is wrong with one request to Discord. */
  static List<String> said(Request request) {
    List<String> found = new ArrayList<>();
    // A console's link is shown to who asked for it, in an answer that nobody else sees.
    boolean mayShowConsole = request.path().startsWith("/webhooks/");
    look(
        request.toString(),
        request.body().toString(),
        mayShowConsole ? List.of(PlantedSecrets.CONSOLE) : List.of(),
        found);
    if (isMessage(request) && !silent(request)) {
      found.add("allowed_mentions are not set in " + request + ": " + request.body());
    }
    return found;
  }

  private static boolean isMessage(Request request) {
    boolean writes = request.method().equals("POST") || request.method().equals("PATCH");
    return writes
        && (request.body().has("content")
            || request.body().has("embeds")
            || request.body().path("data").has("embeds"));
  }

  private static boolean silent(Request request) {
    var body = request.body().has("data") ? request.body().path("data") : request.body();
    var parse = body.path("allowed_mentions").path("parse");
    return parse.isArray() && parse.isEmpty();
  }

  private static void look(String where, String text, List<String> allowed, List<String> found) {
    for (String what : LogWatch.SECRETS.in(text)) {
      if (!allowed.contains(what)) {
        found.add(what + " in " + where + ": " + text);
      }
    }
  }
}
