do $$
declare
    fact text;
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        foreach fact in array array['finance_step', 'treasury_receipt'] loop
            assert has_table_privilege('disburse_application', 'disburse.' || fact, 'insert')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'update')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'delete'),
                fact || ' is written and never replaced';
        end loop;
    end if;
end $$;
