-- 追缴: what was decided about months that were paid too much, what came back, and what runs took. Appended only; what
-- was entered by mistake is ended by another row.
create table recovery_decision (
    act bigint not null,
    row_number int not null,
    person_id int not null,
    benefit_month date not null,
    -- 1 退款, 2 银行追回, 3 丧葬抵扣, 4 分月抵扣, 5 核销.
    method smallint not null check (method between 1 and 5),
    fen bigint not null check (fen > 0),
    -- 1 本人同意, 2 家属同意, 3 决定送达; 0 where none is needed.
    basis smallint not null check (basis between 0 and 3),
    document text not null check (document <> ''),
    note text,
    primary key (act, row_number),
    -- A paper says one thing of a person's month, once; taken back, it takes another paper to decide it anew.
    unique (person_id, benefit_month, method, document),
    -- Nothing is deducted without consent, or a decision served.
    check (method <> 3 or basis = 2),
    check (method <> 4 or basis in (1, 3))
);

create table recovery_decision_end (
    decision_act bigint not null,
    decision_row int not null,
    act bigint not null,
    row_number int not null,
    primary key (decision_act, decision_row),
    foreign key (decision_act, decision_row) references recovery_decision
);

-- Money paid back by the person or taken back by the bank, a receipt a row.
create table money_back (
    act bigint primary key,
    person_id int not null,
    fen bigint not null check (fen > 0),
    document text not null check (document <> ''),
    by_bank boolean not null,
    received_on date not null,
    unique (person_id, document),
    unique (act, person_id)
);

-- Which overpaid positions it makes good: paid is less there.
create table money_back_part (
    act bigint not null,
    person_id int not null,
    benefit_month date not null,
    category smallint not null,
    component smallint not null,
    fen bigint not null check (fen > 0),
    primary key (act, benefit_month, category, component),
    foreign key (act, person_id) references money_back (act, person_id)
);
create index money_back_part_person on money_back_part (person_id);

create table money_back_end (
    money_back_act bigint primary key references money_back,
    act bigint not null,
    document text not null check (document <> '')
);

-- 缴国库: each receipt once.
create table remittance (
    act bigint primary key,
    voucher text not null check (voucher <> ''),
    remitted_on date not null
);
create table remitted (
    money_back_act bigint primary key references money_back,
    act bigint not null references remittance
);

-- What a run takes for a decision; its lines stand among the run's lines. It goes with its shard when a draft is worked
-- out again.
create table recovery_taken (
    run_id int not null,
    shard int not null,
    person_id int not null,
    benefit_month date not null,
    decision_act bigint not null,
    decision_row int not null,
    fen bigint not null check (fen > 0),
    primary key (run_id, person_id, decision_act, decision_row),
    foreign key (run_id, shard) references run_shard (run_id, ordinal) on delete cascade
);
create index recovery_taken_person on recovery_taken (person_id);

-- Which months of whom an act of recovery can change, and whether a run that does not know it sends wrong amounts. A
-- deduction that was decided later comes with the next run.
create view recovery_reach (act, person_id, benefit_month, is_news) as
    select act, person_id, benefit_month, method = 5 from recovery_decision
    union all
    select e.act, d.person_id, d.benefit_month, true
    from recovery_decision_end e
    join recovery_decision d on (d.act, d.row_number) = (e.decision_act, e.decision_row)
    union all
    select act, person_id, benefit_month, true from money_back_part
    union all
    select e.act, p.person_id, p.benefit_month, true
    from money_back_end e join money_back_part p on p.act = e.money_back_act;
