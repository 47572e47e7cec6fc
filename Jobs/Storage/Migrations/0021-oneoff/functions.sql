do $$
declare
    fact text;
begin
    foreach fact in array array['one_off_batch', 'one_off'] loop
        execute format('create trigger %I before update or delete or truncate on %I for each statement '
            'execute function refuse_change()', fact || '_appended', fact);
    end loop;
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on one_off_batch, one_off, run_receiver to disburse_application;
    end if;
end $$;

create trigger run_receiver_guarded after insert on run_receiver referencing new table as added
    for each statement execute function guard_rows();
