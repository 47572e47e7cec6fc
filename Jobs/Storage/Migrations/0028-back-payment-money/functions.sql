do $$
begin
    create trigger posted_name_appended before update or delete or truncate on posted_name for each statement
        execute function refuse_change();
    create trigger funding_batch_drop_appended before update or delete or truncate on funding_batch_drop
        for each statement execute function refuse_change();
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on posted_name, funding_batch_drop to disburse_application;
        grant select on batch_month, current_case, standing_segment to disburse_application;
    end if;
end $$;

-- Months of a batch that was taken back, or of a case that left it, may be asked for in another, but for those that
-- finance has paid.
drop function release_batch(int);
create function release_months(wanted int, kept_cases int[], kept_kinds smallint[], kept_months date[]) returns int
    language plpgsql security definer set search_path = disburse, pg_temp as $$
declare
    released int;
begin
    delete from funded_month f using funding_batch_month m
    where f.batch_id = wanted and m.batch_id = wanted
        and (m.number_id, m.kind, m.month) = (f.number_id, f.kind, f.month)
        and (exists (select from funding_batch_step where batch_id = wanted and step = 3)
            or exists (select from funding_batch_drop d where d.batch_id = wanted and d.case_id = m.case_id))
        and not exists (select from unnest(kept_cases, kept_kinds, kept_months) as k (case_id, kind, month)
            where (k.case_id, k.kind, k.month) = (m.case_id, m.kind, m.month));
    get diagnostics released = row_count;
    return released;
end $$;

-- Neither who had a hand in an earlier step, nor whom he stood for, takes the next, himself or through a delegate.
create or replace function guard_batch_step() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
begin
    if new.step in (1, 2) and exists (
        select from (select act from funding_batch where batch_id = new.batch_id
            union all select act from funding_batch_step where batch_id = new.batch_id) as earlier
        join act a on a.number = earlier.act
        where new.done_by in (a.performed_by, a.performed_for) or new.done_for in (a.performed_by, a.performed_for)) then
        raise exception 'batch % needs another person', new.batch_id;
    end if;
    if new.step = 2 and not exists (select from funding_batch_step where batch_id = new.batch_id and step = 1) then
        raise exception 'batch % was not checked', new.batch_id;
    end if;
    if exists (select from funding_batch_step where batch_id = new.batch_id and step = 3) then
        raise exception 'batch % was taken back', new.batch_id;
    end if;
    return new;
end $$;

-- What three people signed gets no month after the first signature.
create function guard_batch_month() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
begin
    if exists (select from (select distinct batch_id from added) a join funding_batch_step using (batch_id)) then
        raise exception 'a batch that was signed gets no more months';
    end if;
    return null;
end $$;
create trigger funding_batch_month_guarded after insert on funding_batch_month
    referencing new table as added for each statement execute function guard_batch_month();

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
        ('funding_batch_month', 'backpay-batch'), ('funding_batch_step', null)) as t (name, kind)
    -- Some come with later migrations.
    where to_regclass('disburse.' || name) is not null
$$;
