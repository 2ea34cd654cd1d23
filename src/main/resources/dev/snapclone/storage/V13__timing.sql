-- With which others the duration of a job is compared; null of jobs of before, and of kinds of which
-- nothing is said.
alter table jobs add column timing varchar(100);
create index jobs_by_timing on jobs (cloud, timing, state, ended desc);
