-- How long what a job makes is kept, JSON; the version as in it; when it is deleted, null for never and where it is.
create table lease (
  job_id varchar(20) primary key references jobs (id),
  version integer not null,
  lease varchar not null,
  ends timestamp with time zone
);
create index lease_ends on lease (ends);
