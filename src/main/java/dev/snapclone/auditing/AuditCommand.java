package dev.snapclone.auditing;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Role;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.audit.AuditEntry;
import dev.snapclone.audit.AuditQuery;
import dev.snapclone.audit.AuditTimes;
import dev.snapclone.audit.AuditTrail;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Page;
import dev.snapclone.command.PageAt;
import dev.snapclone.command.Paged;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Lookup;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /audit}: who did what in this guild, newest first, a page at a time, for administrators.
 */
public final class AuditCommand implements Paged {
  private static final String NAME = "audit";

  private static final String INSTANCE = "instance";
  private static final String PERSON = "person";
  private static final String SINCE = "since";

  /** So many lines fit into one message, however long and odd the names in them are. */
  private static final int PAGE = 10;

  private final AuditTrail trail;
  private final AccessPolicy access;
  private final Drafts drafts;
  private final Lookup lookup;
  private final AuditSentences sentences;
  private final InstantSource clock;

  /**
   * @param access who sees what
   * @param drafts keeps the command while pages are turned
   * @param lookup suggests instances
   * @param sentences rows in words
   * @param clock what {@code 7d} counts from
   */
  public AuditCommand(
      AuditTrail trail,
      AccessPolicy access,
      Drafts drafts,
      Lookup lookup,
      AuditSentences sentences,
      InstantSource clock) {
    this.trail = trail;
    this.access = access;
    this.drafts = drafts;
    this.lookup = lookup;
    this.sentences = sentences;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Role role() {
    return Role.ADMIN;
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.suggested(INSTANCE), OptionSpec.person(PERSON), OptionSpec.suggested(SINCE));
  }

  @Override
  public boolean makesJob() {
    return false;
  }

  @Override
  public Reply run(Invocation invocation) {
    return page(invocation, PageAt.START);
  }

  @Override
  public Reply page(Invocation asked, PageAt at) {
    Page<AuditEntry> read =
        Page.read(
            at,
            PAGE,
            entry -> Long.toString(entry.seq()),
            (older, newer, most) ->
                trail.newest(
                    query(asked, new AuditQuery.Part(number(older), number(newer), most))));
    if (read.entries().isEmpty()) {
      return Reply.of(Reply.Tone.INFO, Text.of("audit.none"), Text.of("audit.none.next"));
    }
    boolean whole = read.newer() == null && read.older() == null;
    Page<AuditEntry> page = at.draft().isEmpty() && !whole ? read.keptAs(drafts.keep(asked)) : read;
    List<Text> lines = new ArrayList<>();
    page.entries().forEach(entry -> lines.add(sentences.line(entry.event())));
    lines.add(Text.of(page.older() == null ? "audit.end" : "audit.more"));
    return Reply.of(Reply.Tone.INFO, Text.of("audit.page"), lines.toArray(Text[]::new))
        .withButtons(page.buttons());
  }

  private static @Nullable Long number(@Nullable String seq) {
    return seq != null && seq.matches("\\d{1,18}") ? Long.valueOf(seq) : null;
  }

  private AuditQuery query(Invocation asked, AuditQuery.Part part) {
    return new AuditQuery(
        asked.place().guild(),
        access.visible(asked.actor(), asked.place(), role()),
        AuditSentences.LEFT_OUT,
        asked.option(INSTANCE).orElse(null),
        asked.option(PERSON).map(p -> p.replaceAll("[<@!>]", "")).orElse(null),
        asked.option(SINCE).map(this::time).orElse(null),
        part);
  }

  private Instant time(String given) {
    return AuditTimes.parse(given, clock.instant())
        .orElseThrow(() -> ExplainedFailure.of("audit.since.unknown", Arg.name(given)));
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    if (option.equals(INSTANCE)) {
      VisibleClouds seen = access.visible(invocation.actor(), invocation.place(), role());
      List<String> clouds =
          lookup.clouds("").stream().map(Suggestion::value).filter(seen::include).toList();
      return lookup.to(invocation).instances(clouds, typed).stream().toList();
    }
    List<Suggestion> times = new ArrayList<>();
    AuditTimes.parse(typed, clock.instant())
        .ifPresent(time -> times.add(new Suggestion(typed.strip(), typed.strip())));
    for (String ago : List.of("1h", "24h", "7d", "30d")) {
      if (ago.startsWith(typed.strip()) && !ago.equals(typed.strip())) {
        times.add(new Suggestion(ago, ago));
      }
    }
    return times;
  }
}
