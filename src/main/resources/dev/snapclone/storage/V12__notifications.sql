-- How people are told: CHANNEL, DIRECT_MESSAGE or NONE. Who has no row is told in the channel.
create table notify_choice (
  person varchar(40) primary key,
  jobs varchar(20) not null,
  approvals varchar(20) not null
);
