do $$
begin
    assert not exists (select from payout_run where is_partial and kind <> 'supplementary'),
        'only a supplementary run is partial';
    assert position('run_person' in pg_get_functiondef('discard_draft(int)'::regprocedure)) > 0,
        'a discarded draft takes its list along';
    if exists (select from pg_roles where rolname = 'disburse_application') then
        assert has_table_privilege('disburse_application', 'disburse.run_person', 'insert'), 'lists can be written';
        assert not has_table_privilege('disburse_application', 'disburse.run_person', 'update'),
            'lists are never updated';
        assert not has_table_privilege('disburse_application', 'disburse.run_person', 'delete'),
            'the application deletes nothing';
        assert has_function_privilege('disburse_application', 'discard_draft(int)', 'execute'),
            'a draft can still be discarded';
        assert not has_function_privilege('public', 'discard_draft(int)', 'execute'), 'by nobody else';
    end if;
end $$;
