-- Nothing is reserved that is neither there nor advanced.
create function guard_reservation() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
declare
    short record;
begin
    select f.year, f.source, f.purpose into short
    from (select distinct year, source, purpose from added where move = 'reserve' and fen > 0) f
    join fund_proof p using (year, source, purpose)
    where p.available + coalesce((select sum(a.fen) from fund_advance a
        where (a.year, a.source, a.purpose) = (f.year, f.source, f.purpose)), 0) < 0
    limit 1;
    if found then
        raise exception 'fund % % % has not enough for this reservation', short.year, short.source, short.purpose;
    end if;
    return null;
end $$;
create trigger fund_entry_guarded after insert on fund_entry referencing new table as added
    for each statement execute function guard_reservation();

do $$
declare
    kept text;
begin
    foreach kept in array array['share', 'fund_money', 'fund_advance', 'fund_entry'] loop
        execute format('create trigger %I before update or delete or truncate on %I for each statement '
            'execute function refuse_change()', kept || '_appended', kept);
        if exists (select from pg_roles where rolname = 'disburse_application') then
            execute format('grant select, insert on %I to disburse_application', kept);
        end if;
    end loop;
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select on fund_proof to disburse_application;
    end if;
end $$;
