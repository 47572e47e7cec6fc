-- 一次性批次: a batch is a component of its own, so that what is sent of it has positions like everything else.
create table one_off_batch (
    component smallint primary key references component,
    name text not null unique check (name <> ''),
    purpose text not null check (purpose <> ''),
    -- The benefit month of all its lines, whenever they are sent: that of the day on which it became known.
    month date not null,
    act bigint not null
);

-- What one person is to be paid once. A row that withdraws another takes it back, as if never brought.
create table one_off (
    standard_id int primary key,
    batch smallint not null references one_off_batch,
    person_id int not null,
    act bigint not null,
    row_number int not null,
    fen bigint not null check (fen > 0),
    document text,
    bank text,
    account text,
    account_name text,
    payee_name text,
    payee_id text,
    payee_relation text,
    withdraws int references one_off
);
create unique index one_off_withdrawn on one_off (withdraws) where withdraws is not null;
create index one_off_person on one_off (person_id);
create index one_off_batch_person on one_off (batch, person_id);

-- A family of runs of its own for each batch: at most one of it is being worked on, beside a monthly one.
alter table payout_run add column batch smallint references one_off_batch,
    add constraint payout_run_batch check ((kind = 'oneoff') = (batch is not null)),
    drop constraint payout_run_partial,
    add constraint payout_run_partial check (not is_partial or kind <> 'regular');
create unique index payout_run_open_batch on payout_run (batch)
    where kind = 'oneoff' and state in ('opened', 'assessed', 'submitted', 'checked');

-- To whom a run sends, where the batch and not the person's card says it. Goes with the list of a discarded draft.
create table run_receiver (
    run_id int not null,
    person_id int not null,
    bank text,
    account text not null,
    account_name text not null,
    payee_name text,
    primary key (run_id, person_id),
    foreign key (run_id, person_id) references run_person on delete cascade
);
