do $$
declare
    kept text;
begin
    assert (select count(*) from pg_trigger where tgname like '%\_appended' and tgenabled = 'O') = 5,
        'what is said of people is never changed';
    assert not exists (select from run_move
        where may_set && array['submitted_by', 'checked_by', 'approved_by', 'exported_by', 'cancel_proposed_by']
            and not may_set && array['submitted_for', 'checked_for', 'approved_for', 'exported_for',
                'cancel_proposed_for']),
        'a move that signs may say for whom';
    assert not exists (select from unnest(array(select distinct unnest(may_set) from run_move)) as c (name)
        where not exists (select from information_schema.columns where table_schema = 'disburse'
            and table_name = 'payout_run' and column_name = c.name)), 'moves name columns of a run';
    if exists (select from pg_roles where rolname = 'disburse_application') then
        foreach kept in array array['app_user', 'user_password', 'sign_in', 'delegation', 'delegation_end'] loop
            assert has_table_privilege('disburse_application', 'disburse.' || kept, 'insert'), kept || ' can be written';
            assert not has_any_column_privilege('disburse_application', 'disburse.' || kept, 'update')
                and not has_table_privilege('disburse_application', 'disburse.' || kept, 'delete, truncate'),
                kept || ' is never changed';
        end loop;
    end if;
end $$;
