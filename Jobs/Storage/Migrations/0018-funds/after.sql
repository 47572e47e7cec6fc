do $$
declare
    fact text;
begin
    assert (select count(*) from fund_proof where appropriated <> available + reserved + spent) = 0, 'funds tie';
    foreach fact in array array['share', 'fund_money', 'fund_advance', 'fund_entry'] loop
        assert exists (select from pg_trigger where tgrelid = ('disburse.' || fact)::regclass
            and tgname = fact || '_appended'), fact || ' is appended to';
        if exists (select from pg_roles where rolname = 'disburse_application') then
            assert has_table_privilege('disburse_application', 'disburse.' || fact, 'insert')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'update')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'delete'),
                fact || ' is written and never replaced';
        end if;
    end loop;
end $$;
