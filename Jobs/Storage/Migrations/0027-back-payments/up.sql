-- 社保补缴: cases, what four parties say of their months, what was decided, who pays. Facts are sets: a row counts as long
-- as no row with the same content takes it back, so it does not matter in which order files come.

-- 案件号 and 身份证号 that any list names, whether we know them or not.
create table case_number (
    case_id int primary key,
    number text not null unique check (number <> '')
);
create table insured_number (
    number_id int primary key,
    number text not null unique check (number <> '')
);
create sequence case_number_serial as int;
create sequence insured_number_serial as int;

-- A case as its first row has it; the others say the same.
create table back_payment_case (
    case_id int primary key,
    number_id int not null,
    name text not null,
    placement_area text,
    insured_area text,
    enlisted_on date not null,
    discharged_on date not null check (discharged_on > enlisted_on),
    hardship smallint not null check (hardship between 0 and 2),
    applied_on date not null,
    act bigint not null,
    row_number int not null
);
create index back_payment_case_person on back_payment_case (number_id);

create table back_payment_segment (
    case_id int not null,
    kind smallint not null check (kind in (1, 2)),
    reason smallint not null check (reason between 1 and 6),
    from_month date not null,
    to_month date not null check (to_month >= from_month),
    unit_payer smallint not null check (unit_payer between 1 and 3),
    employer text,
    credit_code text,
    document text,
    is_withdrawal boolean not null,
    act bigint not null,
    row_number int not null
);
create unique index back_payment_segment_once on back_payment_segment
    (case_id, kind, reason, from_month, to_month, unit_payer, is_withdrawal, (md5(
        coalesce(employer, '') || chr(31) || coalesce(credit_code, '') || chr(31) || coalesce(document, ''))::uuid));

create table contribution (
    area text not null,
    kind smallint not null check (kind in (1, 2)),
    monthly_fen bigint not null check (monthly_fen > 0),
    unit_rate int not null check (unit_rate between 1 and 50000),
    personal_rate int not null check (personal_rate between 1 and 50000),
    effective_from date not null,
    document text not null check (document <> ''),
    act bigint not null,
    row_number int not null,
    primary key (act, row_number)
);

-- 核定单: sums of the span, the base of a month.
create table billed_span (
    case_id int not null,
    kind smallint not null check (kind in (1, 2)),
    from_month date not null,
    to_month date not null check (to_month >= from_month),
    base_fen int not null check (base_fen > 0),
    unit_fen int not null check (unit_fen >= 0),
    personal_fen int not null check (personal_fen >= 0),
    other_fen int not null check (other_fen >= 0),
    row_number int not null,
    act bigint not null,
    other_kind text,
    id_number text,
    name text,
    is_withdrawal boolean not null
);
create unique index billed_span_once on billed_span
    (case_id, kind, from_month, to_month, base_fen, unit_fen, personal_fen, other_fen, is_withdrawal,
    coalesce(other_kind, ''), coalesce(id_number, ''), coalesce(name, ''));

create table contribution_receipt (
    case_id int not null,
    kind smallint not null check (kind in (1, 2)),
    from_month date not null,
    to_month date not null check (to_month >= from_month),
    payer smallint not null check (payer between 1 and 4),
    fen bigint not null check (fen > 0),
    paid_on date not null,
    row_number int not null,
    act bigint not null,
    number text not null check (number <> ''),
    is_withdrawal boolean not null
);
create unique index contribution_receipt_once on contribution_receipt
    (case_id, kind, number, from_month, to_month, payer, fen, paid_on, is_withdrawal);

-- 认领: months of a receipt that could not be allocated; counts once another person has said the same.
create table receipt_allotment (
    case_id int not null,
    kind smallint not null check (kind in (1, 2)),
    number text not null,
    payer smallint not null check (payer between 1 and 4),
    month date not null,
    fen bigint not null check (fen > 0),
    stated_by text not null check (stated_by <> ''),
    act bigint not null,
    row_number int not null,
    primary key (case_id, kind, number, payer, month, fen, stated_by)
);

create table posted_month (
    number_id int not null,
    kind smallint not null check (kind in (1, 2)),
    month date not null,
    base_fen int not null,
    unit_fen int not null,
    personal_fen int not null,
    posted_on date not null,
    row_number int not null,
    act bigint not null,
    serial text not null,
    -- Where they are not the number's own.
    id_number text,
    name text
);
create unique index posted_month_once on posted_month (number_id, kind, month, serial);

create table covered_month (
    number_id int not null,
    kind smallint not null check (kind in (1, 2)),
    month date not null,
    act bigint not null,
    row_number int not null,
    primary key (number_id, kind, month)
);

create table contribution_refund (
    case_id int not null,
    kind smallint not null check (kind in (1, 2)),
    from_month date not null,
    to_month date not null check (to_month >= from_month),
    payer smallint not null check (payer between 1 and 4),
    fen bigint not null check (fen > 0),
    refunded_on date not null,
    number text not null,
    reason text,
    act bigint not null,
    row_number int not null
);
create unique index contribution_refund_once on contribution_refund
    (case_id, kind, number, from_month, to_month, payer, refunded_on);

create table back_payment_decision (
    case_id int not null,
    step smallint not null check (step between 1 and 11),
    decided_on date not null,
    document text,
    reason text,
    kind smallint check (kind in (1, 2)),
    from_month date,
    to_month date check (to_month >= from_month),
    fen bigint not null,
    decided_by text not null check (decided_by <> ''),
    act bigint not null,
    row_number int not null,
    primary key (act, row_number),
    check ((from_month is null) = (to_month is null) and (from_month is null or kind is not null)),
    -- 核定 and what undoes it name their paper.
    check (step not in (1, 2, 3, 6, 8, 9, 10) or document <> '' or step = 6)
);
create index back_payment_decision_case on back_payment_decision (case_id);

-- What a decision approved, on the terms of its day; a later row of a month takes the place of an earlier one.
create table approved_span (
    case_id int not null,
    kind smallint not null check (kind in (1, 2)),
    from_month date not null,
    to_month date not null check (to_month >= from_month),
    is_revoked boolean not null,
    unit_payer smallint not null check (unit_payer between 1 and 3),
    base_fen int not null,
    unit_fen int not null,
    personal_fen int not null,
    help_percent smallint not null check (help_percent between 0 and 100),
    approved_on date not null,
    act bigint not null,
    row_number int not null,
    primary key (case_id, act, row_number)
);

-- 状态, from the day on which a person or a file made it so.
create table back_payment_state (
    case_id int not null,
    state smallint not null check (state between 1 and 10),
    act bigint not null,
    row_number int not null,
    primary key (case_id, act)
);

-- What all cases came to at a reconciliation, for screens: counts, and fen.
create table back_payment_tally (
    act bigint not null,
    row_number int not null,
    name text not null,
    key smallint not null,
    count bigint not null,
    fen bigint not null,
    primary key (act, row_number)
);

-- 拨款批次: months that public money is asked for.
create table funding_batch (
    batch_id int primary key,
    name text not null unique check (name <> ''),
    created_on date not null,
    created_by text not null check (created_by <> ''),
    act bigint not null
);
create sequence funding_batch_serial as int;
create table funding_batch_month (
    batch_id int not null references funding_batch,
    number_id int not null,
    kind smallint not null check (kind in (1, 2)),
    month date not null,
    case_id int not null,
    unit_fen int not null check (unit_fen >= 0),
    help_fen int not null check (help_fen >= 0),
    act bigint not null,
    row_number int not null,
    primary key (batch_id, number_id, kind, month),
    check (unit_fen + help_fen > 0)
);

-- A month of a person and insurance is in one standing batch at most. Rows go by release_batch alone.
create table funded_month (
    number_id int not null,
    kind smallint not null,
    month date not null,
    batch_id int not null references funding_batch,
    primary key (number_id, kind, month)
);

-- 1 复核, 2 批准 with finance's document, 3 撤销; each once.
create table funding_batch_step (
    batch_id int not null references funding_batch,
    step smallint not null check (step between 1 and 3),
    done_on date not null,
    done_by text not null check (done_by <> ''),
    document text,
    act bigint not null,
    primary key (batch_id, step),
    check (step <> 2 or document <> '')
);

-- The ledger of funds moves money of a batch as it does of a run.
alter table fund_entry add column batch_id int references funding_batch;
alter table fund_entry drop constraint fund_entry_check;
alter table fund_entry add check (
    case when move = 'appropriate' then run_id is null and batch_id is null
    else (run_id is null) <> (batch_id is null) end);
drop index fund_entry_once;
create unique index fund_entry_once on fund_entry (act, run_id, batch_id, move, year, source, purpose);
create index fund_entry_batch on fund_entry (batch_id) where batch_id is not null;

-- What an act brought is found by the act.
create index billed_span_act on billed_span using brin (act);
create index contribution_receipt_act on contribution_receipt using brin (act);
create index posted_month_act on posted_month using brin (act);
create index covered_month_act on covered_month using brin (act);
create index approved_span_act on approved_span using brin (act);
create index back_payment_segment_act on back_payment_segment using brin (act);
