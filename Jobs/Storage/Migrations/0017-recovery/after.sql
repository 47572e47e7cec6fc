do $$
declare
    fact text;
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        foreach fact in array array['recovery_decision', 'recovery_decision_end', 'money_back', 'money_back_part',
            'money_back_end', 'remittance', 'remitted', 'recovery_taken'] loop
            assert has_table_privilege('disburse_application', 'disburse.' || fact, 'insert')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'update')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'delete'),
                fact || ' is written and never replaced';
        end loop;
    end if;
end $$;
