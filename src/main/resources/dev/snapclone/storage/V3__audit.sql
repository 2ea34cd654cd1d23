-- The audit is looked through by person and by what a row is about.
drop index audit_by_subject;
create index audit_by_subject on audit (subject, action);
create index audit_by_actor on audit (actor_id, seq);
create index audit_by_time on audit (happened_at);
-- How many jobs a cloud was asked for lately.
create index jobs_by_cloud on jobs (cloud, seq);
