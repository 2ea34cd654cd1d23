-- One script for H2 (MODE=PostgreSQL) and PostgreSQL.

-- terms: what the job needs, JSON; null in rows of before. round: how often it was asked.
-- differences: why it was asked again, JSON.
alter table approval add column terms varchar;
alter table approval add column round integer default 1 not null;
alter table approval add column differences varchar default '[]' not null;

-- counts: false for an answer to an earlier plan, and of a person who has lost the role.
alter table approval_decision add column counts boolean default true not null;
