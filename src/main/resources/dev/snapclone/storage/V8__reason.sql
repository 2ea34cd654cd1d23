-- Why a job was asked for, JSON; null where nothing was said, and of jobs of before.
alter table jobs add column reason varchar;
