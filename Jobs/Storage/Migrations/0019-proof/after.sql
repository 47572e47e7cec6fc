do $$
declare
    fact text;
begin
    assert not exists (select from audit_entry where form = 1 and seal is null), 'entries of before are sealed';
    for fact in select name from act_tables() loop
        assert to_regclass('disburse.' || fact) is not null, fact || ' is there';
        assert exists (select from information_schema.columns
            where table_schema = 'disburse' and table_name = fact and column_name = 'act'), fact || ' has its act';
    end loop;
    assert act_rows(0, 'import-roster') = '{}', 'no act is number 0';
end $$;
