do $$
declare
    fact text;
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        foreach fact in array array['statement_line', 'statement_allotment', 'run_closing', 'carried_case'] loop
            assert has_table_privilege('disburse_application', 'disburse.' || fact, 'insert')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'update')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'delete'),
                fact || ' is written and never replaced';
        end loop;
    end if;
    assert exists (select from run_move where from_state = 'settled' and to_state = 'closed'), 'a settled run closes';
end $$;
