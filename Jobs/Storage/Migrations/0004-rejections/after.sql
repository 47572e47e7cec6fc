do $$
begin
    assert not exists (select from information_schema.columns where table_schema = 'disburse'
        and table_name = 'rejected_row' and column_name = 'closed_on'), 'a rejected row ends by an entry of its own';
    if exists (select from pg_roles where rolname = 'disburse_application') then
        assert has_table_privilege('disburse_application', 'disburse.rejection_end', 'insert'), 'ends can be written';
        assert not has_table_privilege('disburse_application', 'disburse.rejection_end', 'update'),
            'ends are never updated';
        assert not has_any_column_privilege('disburse_application', 'disburse.rejected_row', 'update'),
            'rejected rows are never updated';
    end if;
end $$;
