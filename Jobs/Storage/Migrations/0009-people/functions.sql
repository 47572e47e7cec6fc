-- Nobody changes what was said of people, the owner of the tables included.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is appended to and never changed', tg_table_name;
end $$;

do $$
declare
    kept text;
begin
    foreach kept in array array['app_user', 'user_password', 'sign_in', 'delegation', 'delegation_end'] loop
        execute format('create trigger %I before update or delete or truncate on %I for each statement '
            'execute function refuse_change()', kept || '_appended', kept);
    end loop;
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on user_password, sign_in, delegation, delegation_end to disburse_application;
    end if;
end $$;
