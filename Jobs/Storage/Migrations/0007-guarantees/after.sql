do $$
declare
    number_before bigint := (select number from knowledge);
begin
    assert (select count(*) from pg_trigger where not tgisinternal and tgenabled = 'O' and tgparentid = 0
        and tgrelid in (select oid from pg_class where relnamespace = 'disburse'::regnamespace)) >= 15,
        'what is guarded has its trigger';
    assert (select count(*) from run_move where from_state <> to_state) = 26, 'every move of a run is in the table';
    assert not exists (select from unnest(array(select distinct unnest(may_set) from run_move)) as c (name)
        where not exists (select from information_schema.columns where table_schema = 'disburse'
            and table_name = 'payout_run' and column_name = c.name)), 'moves name columns of a run';
    begin
        update knowledge set number = number + 2;
        raise exception using errcode = 'assert_failure', message = 'knowledge can be moved at will';
    exception when raise_exception then
        assert (select number from knowledge) = number_before, 'and stays as it is';
    end;
    if exists (select from pg_roles where rolname = 'disburse_application') then
        assert not has_table_privilege('disburse_application', 'disburse.run_move', 'insert, update'),
            'the moves are not the application''s to write';
        assert not has_table_privilege('disburse_application', 'disburse.admitted_run', 'insert, update'),
            'nor which runs take lines';
        assert not has_function_privilege('disburse_application', 'admit_lines()', 'execute'), 'nor when';
    end if;
end $$;
