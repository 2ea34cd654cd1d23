package dev.snapclone.app;

import dev.snapclone.cloud.Clouds;
import dev.snapclone.command.CardReplies;
import dev.snapclone.i18n.Messages;
import dev.snapclone.lease.Extension;
import dev.snapclone.lease.LeaseBook;
import dev.snapclone.lease.LeaseEnd;
import dev.snapclone.lease.LeaseEnding;
import dev.snapclone.lease.LeaseErrand;
import dev.snapclone.lease.LeaseMark;
import dev.snapclone.lease.LeaseNotices;
import dev.snapclone.lease.LeaseTerms;
import dev.snapclone.request.ExclusiveJobs;

/** What leases need of the rest. */
record Leasing(
    LeaseTerms terms, LeaseBook book, Clouds clouds, CardReplies replies, Messages messages) {
  Extension extension(ExclusiveJobs exclusive) {
    return new Extension(book, terms, exclusive);
  }

  LeaseErrand errand(Extension extension, LeaseEnd end) {
    LeaseNotices notices = new LeaseNotices(replies, end, messages);
    return new LeaseErrand(
        book,
        terms,
        new LeaseMark(clouds),
        notices,
        new LeaseEnding(book, extension, end, notices));
  }
}
