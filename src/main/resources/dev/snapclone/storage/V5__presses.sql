-- Which press gave an answer: carried out again, it is not taken for another one.
alter table approval_decision add column press varchar(64);
