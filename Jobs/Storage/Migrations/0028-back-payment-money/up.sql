-- 社保补缴, mended: who brought a number, what may be taken back, and that a batch needs three people whoever stands for
-- whom.

-- Which number is whose is proved as what acts brought is; of rows before this nobody says.
alter table case_number add column row_number int;
alter table case_number add column act bigint;
alter table insured_number add column row_number int;
alter table insured_number add column act bigint;
create index case_number_act on case_number using brin (act);
create index insured_number_act on insured_number using brin (act);

-- A person whose number was corrected is one person.
create index change_number on change (person_id) where new_id_number is not null;

-- 撤销 of a month that is covered, and of a refund. Null: a row like any other.
alter table covered_month drop constraint covered_month_pkey;
alter table covered_month add column is_withdrawal boolean check (is_withdrawal);
create unique index covered_month_once on covered_month (number_id, kind, month, coalesce(is_withdrawal, false));
alter table contribution_refund add column is_withdrawal boolean check (is_withdrawal);
drop index contribution_refund_once;
create unique index contribution_refund_once on contribution_refund
    (case_id, kind, number, from_month, to_month, payer, refunded_on, fen, coalesce(is_withdrawal, false));

-- Whose a posted month is by a later list that says the same of it: no part of what was posted.
create table posted_name (
    number_id int not null,
    kind smallint not null check (kind in (1, 2)),
    month date not null,
    serial text not null,
    act bigint not null,
    row_number int not null,
    id_number text,
    name text,
    check (id_number is not null or name is not null)
);
create unique index posted_name_once on posted_name
    (number_id, kind, month, serial, coalesce(id_number, ''), coalesce(name, ''));

-- 认领: stated by 经办, checked by 复核, taken back; what the last act says of a receipt counts. Of rows before this
-- nobody knows who checked, so they were stated.
alter table receipt_allotment drop constraint receipt_allotment_pkey;
alter table receipt_allotment add column step smallint check (step between 2 and 3);
create unique index receipt_allotment_once on receipt_allotment (case_id, kind, number, payer, month, act, fen);

-- Whose role was used beside who did it (代); a name before this is of both.
alter table funding_batch add column created_for text;
alter table funding_batch_step add column done_for text;
create index funding_batch_month_case on funding_batch_month (case_id, kind, month);

-- A case leaves a batch, with a paper: of months that finance has paid already it does not.
create table funding_batch_drop (
    batch_id int not null references funding_batch,
    case_id int not null,
    dropped_on date not null,
    dropped_by text not null check (dropped_by <> ''),
    dropped_for text,
    document text not null check (document <> ''),
    act bigint not null,
    primary key (batch_id, case_id, act)
);
create view batch_month as
select m.* from funding_batch_month m
where not exists (select from funding_batch_drop d where (d.batch_id, d.case_id) = (m.batch_id, m.case_id))
    or exists (select from funded_month f
        where (f.batch_id, f.number_id, f.kind, f.month) = (m.batch_id, m.number_id, m.kind, m.month));

-- What a case says of the person may be mended as long as nothing stands of it: the last row counts.
alter table back_payment_case drop constraint back_payment_case_pkey;
alter table back_payment_case add primary key (case_id, act, row_number);
alter table back_payment_case add column version int check (version > 0);
alter table back_payment_segment add column version int check (version > 0);
drop index back_payment_segment_once;
create unique index back_payment_segment_once on back_payment_segment
    (case_id, kind, reason, from_month, to_month, unit_payer, is_withdrawal, coalesce(version, 0), (md5(
        coalesce(employer, '') || chr(31) || coalesce(credit_code, '') || chr(31) || coalesce(document, ''))::uuid));
create view standing_segment as
select s.* from back_payment_segment s where not s.is_withdrawal and not exists (
    select from back_payment_segment w where w.case_id = s.case_id and w.kind = s.kind and w.reason = s.reason
        and w.from_month = s.from_month and w.to_month = s.to_month and w.unit_payer = s.unit_payer
        and w.employer is not distinct from s.employer and w.credit_code is not distinct from s.credit_code
        and w.document is not distinct from s.document and w.version is not distinct from s.version
        and w.is_withdrawal);
create view current_case as
select c.* from back_payment_case c where not exists (
    select from back_payment_case l where l.case_id = c.case_id and (l.act, l.row_number) > (c.act, c.row_number));

-- What takes rows back is little, and is asked for with every list.
create index billed_span_withdrawn on billed_span (case_id) where is_withdrawal;
create index contribution_receipt_withdrawn on contribution_receipt (case_id) where is_withdrawal;
create index contribution_refund_withdrawn on contribution_refund (case_id) where is_withdrawal;
