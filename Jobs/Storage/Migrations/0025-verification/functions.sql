do $$
declare
    fact text;
begin
    foreach fact in array array['campaign', 'campaign_person', 'confirmation', 'notice', 'evidence', 'evidence_match',
        'evidence_decision', 'stop_decision', 'sample_draw', 'sample_person', 'sample_result', 'campaign_close',
        'campaign_class', 'verification_case', 'verification_case_end'] loop
        execute format('create trigger %I before update or delete or truncate on %I for each statement '
            'execute function refuse_change()', fact || '_appended', fact);
        if exists (select from pg_roles where rolname = 'disburse_application') then
            execute format('grant select, insert on %I to disburse_application', fact);
        end if;
    end loop;
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant usage on sequence evidence_serial, verification_case_serial to disburse_application;
        grant select on verification_reach to disburse_application;
    end if;
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
        ('verification_case', 'verification-sweep'), ('verification_case_end', 'verification-sweep')) as t (name, kind)
    -- Some come with later migrations.
    where to_regclass('disburse.' || name) is not null
$$;

create or replace function act_rows(wanted bigint, wanted_kind text) returns jsonb
    language plpgsql stable set search_path = disburse, pg_temp as $$
declare
    name text;
    found_rows record;
    result jsonb := '{}';
begin
    for name in select t.name from act_tables() t
        where t.kind is null or wanted_kind = any(string_to_array(t.kind, ',')) loop
        select * into found_rows from rows_of_acts(name, wanted);
        if found then
            result := result || jsonb_build_object(
                name, jsonb_build_object('rows', found_rows.row_count, 'sha256', found_rows.sha256));
        end if;
    end loop;
    return result;
end $$;

-- 姓名 without blanks and with one kind of middle dot, as Domain compares names (民委发〔2016〕33号).
create function plain_name(name text) returns text
    language sql immutable parallel safe as $$
    select translate(name, '•‧・．. 　', '·····')
$$;

-- Nobody is stopped without a notice of his own that was delivered sixty days before (办法 art. 25), nor while the deadline
-- is not over, nor once he is confirmed.
create function guard_stop() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
begin
    if new.outcome <> 1 then
        return new;
    end if;
    if not exists (select from notice n
        where n.person_id = new.person_id and n.kind <> 4 and n.method <= 3
            and extract(year from n.notified_on) >= new.year
            and n.delivered_on <= new.decided_on - 60 and n.withdraws_act is null
            and not exists (select from notice w where w.person_id = n.person_id and w.withdraws_act = n.act
                and w.withdraws_row = n.row_number)) then
        raise exception 'nobody told person % sixty days before the stop', new.person_id;
    end if;
    if new.decided_on <= (select deadline from campaign where year = new.year) then
        raise exception 'the deadline of % is not over', new.year;
    end if;
    return new;
end $$;
create trigger stop_decision_guarded before insert on stop_decision for each row execute function guard_stop();
