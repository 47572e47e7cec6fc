-- A file moves by the table, and only the move that sets a column changes it.
create function guard_file() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
declare
    allowed text[];
    touched text[];
begin
    if tg_op = 'INSERT' then
        if new.state <> 'exported' or num_nonnulls(new.handed_over_act, new.receipt, new.answered_act) > 0 then
            raise exception 'file % begins exported', new.name;
        end if;
        return new;
    end if;
    select may_set into allowed from file_move where from_state = old.state and to_state = new.state;
    if not found then
        raise exception 'file % is %: it cannot become %', old.name, old.state, new.state;
    end if;
    select coalesce(array_agg(n.key), '{}') into touched
    from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key)
    where n.value <> o.value and n.key <> 'state';
    if not touched <@ allowed then
        raise exception 'file % (% to %): % cannot be changed', old.name, old.state, new.state, touched;
    end if;
    if new.state = 'sending' and new.handed_over_by is null then
        raise exception 'file % is handed over by nobody', old.name;
    end if;
    return new;
end $$;
create trigger bank_file_guarded before insert or update on bank_file for each row execute function guard_file();

-- What has left the house is not cancelled.
create function guard_cancelling() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
begin
    if exists (select from bank_file where run_id = new.run_id and (handed_over_act is not null or state = 'rejected')) then
        raise exception 'run % was handed over: it cannot be cancelled', new.name;
    end if;
    return new;
end $$;
create trigger payout_run_handed_over before update of state on payout_run
    for each row when (new.state = 'cancelled') execute function guard_cancelling();

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on row_result, result_file, bank_word to disburse_application;
        grant select, insert, update on bank_file to disburse_application;
        grant select on file_move to disburse_application;
    end if;
end $$;
