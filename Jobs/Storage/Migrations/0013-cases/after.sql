do $$
declare
    fact text;
begin
    foreach fact in array array['case_decision', 'likeness'] loop
        assert to_regclass('disburse.' || fact) is not null, fact || ' is there';
        if exists (select from pg_roles where rolname = 'disburse_application') then
            assert has_table_privilege('disburse_application', 'disburse.' || fact, 'insert'), fact || ' is written';
            assert not has_table_privilege('disburse_application', 'disburse.' || fact, 'update')
                and not has_any_column_privilege('disburse_application', 'disburse.' || fact, 'update')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'delete'),
                fact || ' is never replaced';
        end if;
    end loop;
    assert (select count(*) from information_schema.columns where table_schema = 'disburse'
        and (table_name, column_name) in (('run_exception', 'subject'), ('change', 'review_on'))) = 2,
        'cases and holds say more';
end $$;
