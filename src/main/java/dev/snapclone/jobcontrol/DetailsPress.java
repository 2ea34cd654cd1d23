package dev.snapclone.jobcontrol;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Role;
import dev.snapclone.approval.Approval;
import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.PressTarget;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * {@code Details} on every card: all about a job, privately. Everybody who sees the card may press
 * it. What one message cannot hold goes on with {@code More}.
 */
public final class DetailsPress implements JobPress {
  public static final String NAME = "details";
  private static final String MORE = "details-more";

  /** Discord takes 4096 characters in an embed and 4000 in text displays. */
  private static final int PAGE_LENGTH = 3700;

  /** A longer name or quotation is cut. */
  private static final int VALUE_MAX = 300;

  /** Room for a unit, or for what marks a time, a person or a code. */
  private static final int UNIT = 8;

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");

  /** What is not escaped. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum} .,:/-]");

  private final String name;
  private final JobDetails details;
  private final AccessPolicy access;
  private final boolean showAddresses;
  private final Messages messages;
  private final CancelJobPress cancel;

  private DetailsPress(
      String name,
      JobDetails details,
      AccessPolicy access,
      boolean showAddresses,
      Messages messages,
      CancelJobPress cancel) {
    this.name = name;
    this.details = details;
    this.access = access;
    this.showAddresses = showAddresses;
    this.messages = messages;
    this.cancel = cancel;
  }

  /**
   * Both buttons.
   *
   * @param view tells the steps
   * @param approvals by the job's id
   * @param showAddresses false: only the requester and approvers see them
   * @param messages tells how long texts are
   * @param cancel offered to whom it serves
   */
  public static List<JobPress> all(
      JobView view,
      Function<String, Optional<Approval>> approvals,
      AccessPolicy access,
      boolean showAddresses,
      Messages messages,
      CancelJobPress cancel) {
    JobDetails details = new JobDetails(view, new JobPeople(approvals));
    return List.of(
        new DetailsPress(NAME, details, access, showAddresses, messages, cancel),
        new DetailsPress(MORE, details, access, showAddresses, messages, cancel));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Role role() {
    return Role.NONE;
  }

  @Override
  public Optional<Button> button(Job job) {
    return name.equals(NAME)
        ? Optional.of(new Button(NAME, job.id(), Button.Style.SECONDARY))
        : Optional.empty();
  }

  @Override
  public Reply press(Invocation press, Job job) {
    boolean own = job.requester().id().equals(press.actor().id());
    Role role = access.roleOf(press.actor(), press.place(), job.cloud());
    boolean addresses = showAddresses || own || role.covers(Role.APPROVER);
    boolean console = own || role.covers(Role.OPERATOR);
    List<List<Text>> pages =
        pages(Messages.locale(press.locale()), details.of(job, addresses, console), messages);
    int page = Math.min(page(press), pages.size() - 1);
    List<Button> buttons = new ArrayList<>();
    if (page + 1 < pages.size()) {
      buttons.add(new Button(MORE, job.id() + "/" + (page + 1), Button.Style.SECONDARY));
    }
    if (page == 0 && (own || role.covers(cancel.roleForOthers()))) {
      cancel.button(job).ifPresent(buttons::add);
    }
    Text title =
        page == 0
            ? job.title()
            : Text.of(
                "details.page",
                Arg.text(job.title()),
                Arg.number(page + 1L),
                Arg.number(pages.size()));
    List<Text> lines = new ArrayList<>(pages.get(page));
    lines.add(details.asOf());
    return new Reply(Reply.Tone.INFO, title, lines, buttons, null, null);
  }

  @Override
  public Optional<Reply> later(Invocation press, Job job) {
    return Optional.of(press(press, job));
  }

  /** The page that a button leads to, counted from 0. */
  private static int page(Invocation press) {
    String rest =
        PressTarget.parse(press.option(Invocation.TARGET).orElse("")).rest().replace("/", "");
    return rest.matches("\\d{1,2}") ? Integer.parseInt(rest) : 0;
  }

  /** Groups that fit stay together; one that is longer than a page is cut between lines. */
  static List<List<Text>> pages(Locale locale, List<JobDetails.Group> groups, Messages messages) {
    List<List<Text>> pages = new ArrayList<>();
    List<Text> page = new ArrayList<>();
    int used = 0;
    for (JobDetails.Group group : groups) {
      List<Text> lines = new ArrayList<>(List.of(group.heading()));
      lines.addAll(group.lines());
      int whole = lines.stream().mapToInt(line -> length(locale, line, messages)).sum();
      boolean together = whole <= PAGE_LENGTH;
      for (int i = 0; i < lines.size(); i++) {
        int length = length(locale, lines.get(i), messages);
        int needed = i == 0 && together ? whole : length;
        if (used > 0 && used + needed > PAGE_LENGTH) {
          pages.add(page);
          page = new ArrayList<>();
          used = 0;
        }
        page.add(lines.get(i));
        used += length;
      }
    }
    pages.add(page);
    return pages;
  }

  /** About how many characters a text has as a line, with the escapes of names. */
  private static int length(Locale locale, Text text, Messages messages) {
    int length =
        messages.has(text.key())
            ? PLACEHOLDER.matcher(messages.pattern(locale, text.key())).replaceAll("").length() + 1
            : 1;
    for (Arg arg : text.args()) {
      if (arg.text() != null) {
        length += length(locale, arg.text(), messages);
        continue;
      }
      String value = arg.value();
      String shown = value.substring(0, Math.min(value.length(), VALUE_MAX));
      length += shown.length() + PLAIN.matcher(shown).replaceAll("").length() + UNIT;
    }
    return length;
  }
}
