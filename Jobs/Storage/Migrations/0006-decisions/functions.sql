do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant update (ended_act) on person_number to disburse_application;
    end if;
end $$;
