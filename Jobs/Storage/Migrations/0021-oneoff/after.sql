do $$
declare
    kept text;
begin
    assert (select count(*) from pg_trigger where tgenabled = 'O' and not tgisinternal
        and tgname in ('one_off_batch_appended', 'one_off_appended', 'run_receiver_guarded')) = 3,
        'rows of batches are never changed, and receivers come in with their run';
    assert (select count(*) from pg_indexes where schemaname = 'disburse'
        and indexname in ('payout_run_open', 'payout_run_open_batch')) = 2,
        'one monthly run is open, and one of each batch';
    if exists (select from pg_roles where rolname = 'disburse_application') then
        foreach kept in array array['one_off_batch', 'one_off', 'run_receiver'] loop
            assert has_table_privilege('disburse_application', 'disburse.' || kept, 'insert')
                and not has_table_privilege('disburse_application', 'disburse.' || kept, 'update')
                and not has_table_privilege('disburse_application', 'disburse.' || kept, 'delete'),
                kept || ' is written and never replaced';
        end loop;
    end if;
end $$;
