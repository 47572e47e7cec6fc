do $$
begin
    assert exists (select from pg_indexes where schemaname = 'disburse' and indexname = 'evidence_once'
        and indexdef like '%md5%'), 'a row of a list comes in once, however long its texts';
    assert exists (select from pg_trigger where tgname = 'stop_decision_guarded' and tgenabled = 'O'),
        'nobody is stopped without a notice';
end $$;
