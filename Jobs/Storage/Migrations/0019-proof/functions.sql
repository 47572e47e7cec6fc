create function seal_result() returns trigger language plpgsql as $$
begin
    new.seal := encode(sha256(convert_to((jsonb_strip_nulls(to_jsonb(new)) - 'seal')::text, 'UTF8')), 'hex');
    return new;
end $$;
create trigger row_result_sealed before insert on row_result for each row execute function seal_result();

-- Tables whose rows carry the act that brought them. The large ones belong to one kind of act each.
create function act_tables() returns table (name text, kind text)
    language sql stable set search_path = disburse, pg_temp as $$
    select * from (values ('enrolment', 'import-roster'), ('change', 'import-changes'), ('assessed_amount', 'import-assessed'),
        ('paid_history', 'import-paid-history'),
        ('rate', null), ('wage', null), ('paying_bank', null), ('calendar_day', null), ('setting', null),
        ('app_user', null), ('delegation', null), ('delegation_end', null), ('case_decision', null),
        ('station_report', null), ('attachment', null), ('row_result', null), ('result_file', null),
        ('bank_word', null), ('finance_step', null), ('treasury_receipt', null), ('adopted_row', null),
        ('adopted_file', null), ('reserved_person', null), ('lost_head', null), ('recovery_decision', null),
        ('recovery_decision_end', null), ('money_back', null), ('money_back_part', null), ('money_back_end', null),
        ('remittance', null), ('remitted', null), ('share', null), ('fund_money', null), ('fund_advance', null),
        ('one_off_batch', null), ('one_off', null), ('parameter', null), ('fund_entry', null),
        ('statement_line', 'import-bank-statement'), ('statement_allotment', null), ('run_closing', null),
        ('carried_case', null), ('staff_account', null)) as t (name, kind)
    -- Some come with later migrations.
    where to_regclass('disburse.' || name) is not null
$$;

-- One hash for the rows of an act in a table. Columns that come later and are empty change nothing in it.
create function rows_of_acts(wanted text, one bigint) returns table (act bigint, row_count bigint, sha256 text)
    language plpgsql stable set search_path = disburse, pg_temp as $$
declare
    is_large boolean;
begin
    select t.kind is not null into is_large from act_tables() t where t.name = wanted;
    return query execute format(
        'select act, count(*), encode(sha256(string_agg(hash, ''''::bytea order by place, hash)), ''hex'') from (
            select act, %s as place, sha256(convert_to(%s, ''UTF8'')) as hash from %I t %s) as h group by act',
        case when is_large then 'row_number' else '0' end,
        case when is_large then 'rtrim(t::text, ''),'')' else '(jsonb_strip_nulls(to_jsonb(t)) - ''seal'')::text' end,
        wanted, case when one is null then '' else 'where act = $1' end) using one;
end $$;

-- What an act of a kind brought, for its own row and its audit entry.
create function act_rows(wanted bigint, wanted_kind text) returns jsonb
    language plpgsql stable set search_path = disburse, pg_temp as $$
declare
    name text;
    found_rows record;
    result jsonb := '{}';
begin
    for name in select t.name from act_tables() t where t.kind is null or t.kind = wanted_kind loop
        select * into found_rows from rows_of_acts(name, wanted);
        if found then
            result := result || jsonb_build_object(
                name, jsonb_build_object('rows', found_rows.row_count, 'sha256', found_rows.sha256));
        end if;
    end loop;
    return result;
end $$;
