do $$
declare
    fact text;
begin
    foreach fact in array array['case_number', 'insured_number', 'back_payment_case', 'back_payment_segment',
        'contribution', 'billed_span', 'contribution_receipt', 'receipt_allotment', 'posted_month', 'covered_month',
        'contribution_refund', 'back_payment_decision', 'approved_span', 'back_payment_state', 'back_payment_tally', 'funding_batch',
        'funding_batch_month', 'funding_batch_step'] loop
        execute format('create trigger %I before update or delete or truncate on %I for each statement '
            'execute function refuse_change()', fact || '_appended', fact);
        if exists (select from pg_roles where rolname = 'disburse_application') then
            execute format('grant select, insert on %I to disburse_application', fact);
        end if;
    end loop;
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on funded_month to disburse_application;
        grant usage on sequence case_number_serial, insured_number_serial, funding_batch_serial
            to disburse_application;
    end if;
end $$;

-- Months of a batch that was taken back may be asked for in another.
create function release_batch(wanted int) returns void
    language plpgsql security definer set search_path = disburse, pg_temp as $$
begin
    if not exists (select from funding_batch_step where batch_id = wanted and step = 3) then
        raise exception 'batch % was not taken back', wanted;
    end if;
    delete from funded_month where batch_id = wanted;
end $$;

-- Whoever made a batch neither checks nor approves it, and whoever checked it does not approve it; what is paid of stays.
create function guard_batch_step() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
begin
    if new.step in (1, 2) and (
        exists (select from funding_batch b where b.batch_id = new.batch_id and b.created_by = new.done_by)
        or exists (select from funding_batch_step s where s.batch_id = new.batch_id and s.done_by = new.done_by)) then
        raise exception 'batch % needs another person', new.batch_id;
    end if;
    if new.step = 2 and not exists (select from funding_batch_step where batch_id = new.batch_id and step = 1) then
        raise exception 'batch % was not checked', new.batch_id;
    end if;
    if exists (select from funding_batch_step where batch_id = new.batch_id and step = 3) then
        raise exception 'batch % was taken back', new.batch_id;
    end if;
    if new.step = 3 and exists (select from fund_entry where batch_id = new.batch_id and move = 'post') then
        raise exception 'batch % was paid', new.batch_id;
    end if;
    return new;
end $$;
create trigger funding_batch_step_guarded before insert on funding_batch_step for each row
    execute function guard_batch_step();

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
        ('covered_month', 'import-coverage'), ('contribution_refund', 'import-refunds'),
        ('back_payment_decision', 'import-backpay-decisions'), ('approved_span', 'import-backpay-decisions'),
        ('back_payment_state', 'backpay-reconcile'), ('back_payment_tally', 'backpay-reconcile'),
        ('funding_batch', null),
        ('funding_batch_month', 'backpay-batch'), ('funding_batch_step', null)) as t (name, kind)
    -- Some come with later migrations.
    where to_regclass('disburse.' || name) is not null
$$;
