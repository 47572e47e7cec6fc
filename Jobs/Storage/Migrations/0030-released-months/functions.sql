do $$
begin
    create trigger released_month_appended before update or delete or truncate on released_month
        for each statement execute function refuse_change();
    create trigger funding_batch_share_appended before update or delete or truncate on funding_batch_share
        for each statement execute function refuse_change();
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select on released_month, batch_ask to disburse_application;
        grant select, insert on funding_batch_share to disburse_application;
    end if;
end $$;

-- Months of a batch that was taken back, or of a case that left it, may be asked for in another, but for those that
-- finance has paid. That they left is kept.
drop function release_months(int, int[], smallint[], date[]);
create function release_months(
    wanted int, by_act bigint, kept_cases int[], kept_kinds smallint[], kept_months date[]) returns int
    language plpgsql security definer set search_path = disburse, pg_temp as $$
declare
    released int;
begin
    with gone as (
        delete from funded_month f using funding_batch_month m
        where f.batch_id = wanted and m.batch_id = wanted
            and (m.number_id, m.kind, m.month) = (f.number_id, f.kind, f.month)
            and (exists (select from funding_batch_step where batch_id = wanted and step = 3)
                or exists (select from funding_batch_drop d where d.batch_id = wanted and d.case_id = m.case_id))
            and not exists (select from unnest(kept_cases, kept_kinds, kept_months) as k (case_id, kind, month)
                where (k.case_id, k.kind, k.month) = (m.case_id, m.kind, m.month))
        returning f.number_id, f.kind, f.month)
    insert into released_month (batch_id, number_id, kind, month, act, row_number)
    select wanted, number_id, kind, month, by_act, (row_number() over (order by number_id, kind, month))::int from gone;
    get diagnostics released = row_count;
    return released;
end $$;

-- Tables whose rows carry the act that brought them. The large ones belong to a few kinds of acts each.
create or replace function act_tables() returns table (name text, kind text)
    language sql stable set search_path = disburse, pg_temp as $$
    select * from (values ('enrolment', 'import-roster'),
        ('change', 'import-changes,import-confirmations,import-stop-decisions'),
        ('assessed_amount', 'import-assessed'), ('paid_history', 'import-paid-history'),
        ('rate', null), ('wage', null), ('paying_bank', null), ('calendar_day', null), ('setting', null),
        ('app_user', null), ('delegation', null), ('delegation_end', null), ('case_decision', null),
        ('station_report', null), ('attachment', null), ('row_result', null), ('result_file', null),
        ('bank_word', null), ('finance_step', null), ('treasury_receipt', null), ('adopted_row', null),
        ('adopted_file', null), ('reserved_person', null), ('lost_head', null), ('recovery_decision', null),
        ('recovery_decision_end', null), ('money_back', null), ('money_back_part', null), ('money_back_end', null),
        ('remittance', null), ('remitted', null), ('share', null), ('fund_money', null), ('fund_advance', null),
        ('one_off_batch', null), ('one_off', null), ('parameter', null), ('fund_entry', null),
        ('statement_line', 'import-bank-statement'), ('statement_allotment', null), ('run_closing', null),
        ('carried_case', null), ('staff_account', null),
        ('campaign', null), ('campaign_person', 'verification-open'), ('confirmation', 'import-confirmations'),
        ('notice', 'import-notices'), ('evidence', 'import-evidence'),
        ('evidence_match', 'import-evidence,verification-sweep,open-run'), ('evidence_decision', null),
        ('stop_decision', null), ('sample_draw', null), ('sample_person', null), ('sample_result', null),
        ('campaign_close', null), ('campaign_class', 'verification-close'),
        ('verification_case', 'verification-sweep,backpay-reconcile'),
        ('verification_case_end', 'verification-sweep,backpay-reconcile'),
        ('back_payment_case', 'import-cases'), ('back_payment_segment', 'import-cases'), ('contribution', null),
        ('billed_span', 'import-billing'), ('contribution_receipt', 'import-receipts'),
        ('receipt_allotment', 'import-backpay-allotments'), ('posted_month', 'import-postings'),
        ('covered_month', 'import-coverage'), ('posted_name', 'import-postings'),
        ('case_number', 'import-cases,import-billing,import-receipts,import-refunds,import-backpay-allotments'),
        ('insured_number', 'import-cases,import-postings,import-coverage'), ('contribution_refund', 'import-refunds'),
        ('back_payment_decision', 'import-backpay-decisions'), ('approved_span', 'import-backpay-decisions'),
        ('back_payment_state', 'backpay-reconcile'), ('back_payment_tally', 'backpay-reconcile'),
        ('funding_batch', null), ('funding_batch_drop', null),
        ('funding_batch_month', 'backpay-batch'), ('funding_batch_step', null),
        ('released_month', 'backpay-batch,backpay-reconcile'), ('funding_batch_share', null)) as t (name, kind)
    -- Some come with later migrations.
    where to_regclass('disburse.' || name) is not null
$$;
