do $$
begin
    assert (select count(*) from knowledge) = 1, 'knowledge has one row';
    assert (select relkind = 'p' from pg_class where oid = 'disburse.payment_line'::regclass), 'lines are partitioned';
    assert (select count(*) from information_schema.columns
        where table_schema = 'disburse' and table_name = 'payment_line') = 9, 'a line has nine columns';
    if exists (select from pg_roles where rolname = 'disburse_application') then
        assert not exists (select from information_schema.table_privileges
            where table_schema = 'disburse' and grantee = 'disburse_application' and privilege_type = 'DELETE'),
            'the application deletes nothing';
        assert not has_table_privilege('disburse_application', 'disburse.payment_line', 'update'),
            'lines are never updated';
        assert not has_table_privilege('disburse_application', 'disburse.change', 'update'), 'facts are never updated';
        assert not has_table_privilege('disburse_application', 'disburse.act', 'update'), 'acts are never updated';
    end if;
end $$;
