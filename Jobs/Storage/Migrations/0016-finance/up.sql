-- 财政: a run on its way through the finance bureau, and the money that came for it.
create table finance_step (
    act bigint primary key,
    run_id int not null references payout_run,
    kind text not null check (kind in ('sent', 'passed', 'returned')),
    document text not null check (document <> ''),
    note text
);
create index finance_step_run on finance_step (run_id);

create table treasury_receipt (
    act bigint primary key,
    run_id int not null references payout_run,
    source smallint not null check (source between 1 and 4),
    purpose smallint not null check (purpose > 0),
    fen bigint not null check (fen <> 0),
    voucher text not null check (voucher <> ''),
    received_on date not null
);
-- A voucher says one thing of a source and purpose, once.
create unique index treasury_receipt_once on treasury_receipt (run_id, source, purpose, voucher);

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on finance_step, treasury_receipt to disburse_application;
    end if;
end $$;
