-- When a clone was first seen to answer on the network, by the job that made it.
create table first_answer (
  job_id varchar(20) primary key references jobs (id),
  address varchar(64) not null,
  seen_at timestamp with time zone not null
);
