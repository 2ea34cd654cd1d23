-- The press or command that made a job, where its invocation is a name that several share; null of jobs of before.
alter table jobs add column interaction varchar(64);

create index jobs_interaction on jobs (interaction);
