-- Schedules; id: that of the job that added it. plan: what was approved, JSON. next_run: by its
-- timetable; null unless it is active. told_at: when a failure was last told; null when the last
-- run was well.
create table schedule (
  id varchar(20) primary key references jobs (id),
  guild varchar(40) not null,
  plan varchar not null,
  state varchar(20) not null,
  created timestamp with time zone not null,
  next_run timestamp with time zone,
  told_at timestamp with time zone
);
create index schedule_by_guild on schedule (guild, state);

-- A time that a schedule ran; slot: by its timetable. begun: whether all its jobs were begun.
create table schedule_run (
  schedule_id varchar(20) not null references schedule (id),
  slot timestamp with time zone not null,
  started timestamp with time zone not null,
  begun boolean not null,
  ended timestamp with time zone,
  primary key (schedule_id, slot)
);

-- An instance in a run; empty: the run found none. said: why no job could be begun, JSON. gone: the
-- job's snapshot does not exist any more, or never did.
create table schedule_attempt (
  schedule_id varchar(20) not null references schedule (id),
  slot timestamp with time zone not null,
  instance varchar(100) not null,
  name varchar not null,
  job_id varchar(20) references jobs (id),
  said varchar,
  gone boolean not null,
  primary key (schedule_id, slot, instance)
);
create index schedule_attempt_by_job on schedule_attempt (job_id);
create index schedule_attempt_kept on schedule_attempt (schedule_id, gone);
