-- What a job does, for the rules, JSON; null of jobs of before.
alter table jobs add column deed varchar;

-- Which job made what in a cloud: the line of a thing is asked for when its source is gone.
create table made (
  resource varchar(200) not null,
  job_id varchar(20) not null references jobs (id),
  primary key (resource, job_id)
);
