-- What a run takes comes in with its lines.
create trigger recovery_taken_guarded after insert on recovery_taken referencing new table as added
    for each statement execute function guard_rows();

-- The parts of a receipt are the receipt.
create function guard_money_back() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
begin
    if new.fen <> (select coalesce(sum(fen), 0) from money_back_part where act = new.act) then
        raise exception 'receipt of act % is not what its parts come to', new.act;
    end if;
    return null;
end $$;
create constraint trigger money_back_whole after insert on money_back deferrable initially deferred
    for each row execute function guard_money_back();

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on recovery_decision, recovery_decision_end, money_back, money_back_part, money_back_end,
            remittance, remitted, recovery_taken to disburse_application;
        grant select on recovery_reach to disburse_application;
    end if;
end $$;
