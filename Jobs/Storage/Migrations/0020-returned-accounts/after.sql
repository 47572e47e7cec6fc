do $$
begin
    assert exists (select from pg_indexes where schemaname = 'disburse' and indexname = 'row_result_account'),
        'accounts that money came back from are found by an index';
end $$;
