-- 银行对账单 and 结账: what the bank's own account says, and the runs that are done.

create table statement_line (
    bank text not null,
    day date not null,
    serial text not null check (serial <> ''),
    is_debit boolean not null,
    fen bigint not null check (fen > 0),
    counterparty_name text,
    counterparty_account text,
    summary text,
    act bigint not null,
    row_number int not null,
    -- A 流水号 is one line of a day, however often a statement brings it.
    primary key (bank, day, serial, is_debit)
);
create index statement_line_act on statement_line (act);

-- What a line belongs to: a run, or a purpose of the account's own. Appended; the latest counts.
create table statement_allotment (
    act bigint not null,
    bank text not null,
    day date not null,
    serial text not null,
    is_debit boolean not null,
    run_id int references payout_run,
    purpose text check (purpose in ('funding', 'interest', 'fee', 'remitted', 'other')),
    document text,
    primary key (bank, day, serial, is_debit, act),
    foreign key (bank, day, serial, is_debit) references statement_line,
    check ((run_id is null) <> (purpose is null))
);
create index statement_allotment_run on statement_allotment (run_id) where run_id is not null;

create view allotted_line as
    select l.*, a.run_id, a.purpose, a.document from statement_line l
    left join lateral (
        select run_id, purpose, document from statement_allotment a
        where (a.bank, a.day, a.serial, a.is_debit) = (l.bank, l.day, l.serial, l.is_debit)
        order by a.act desc limit 1) a on true;

-- 结账: the sums as they stood then, bank by bank, and every case that went on, by the name of who has it.
create table run_closing (
    run_id int not null references payout_run,
    bank text not null,
    act bigint not null,
    debit_fen bigint not null,
    credit_fen bigint not null,
    sent_fen bigint not null,
    came_back_fen bigint not null check (came_back_fen between 0 and sent_fen),
    primary key (run_id, bank),
    -- What left the account and did not come back there is what people have.
    check (debit_fen - credit_fen = sent_fen - came_back_fen)
);

create table carried_case (
    run_id int not null references payout_run,
    ordinal int not null,
    code text not null,
    subject text not null,
    owner text not null check (owner <> ''),
    act bigint not null,
    primary key (run_id, ordinal)
);

-- What the bank rejected and was then struck out to the last row waits for nothing any more.
insert into run_move (from_state, to_state, may_set) values ('exported', 'sent', '{}'), ('exported', 'settled', '{}');
