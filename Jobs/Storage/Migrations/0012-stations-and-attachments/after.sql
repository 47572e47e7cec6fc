do $$
declare
    fact text;
begin
    foreach fact in array array['station_report', 'attachment'] loop
        assert to_regclass('disburse.' || fact) is not null, fact || ' is there';
        if exists (select from pg_roles where rolname = 'disburse_application') then
            assert has_table_privilege('disburse_application', 'disburse.' || fact, 'insert'), fact || ' is written';
            assert not has_table_privilege('disburse_application', 'disburse.' || fact, 'update')
                and not has_any_column_privilege('disburse_application', 'disburse.' || fact, 'update')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'delete'),
                fact || ' is never replaced';
        end if;
    end loop;
end $$;
