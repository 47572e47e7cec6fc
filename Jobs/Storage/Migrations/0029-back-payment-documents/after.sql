do $$
begin
    assert (select count(*) from information_schema.columns where table_schema = 'disburse'
        and table_name in ('billed_span', 'covered_month') and column_name = 'document') = 2, 'bills have documents';
    assert (select count(*) from pg_indexes where indexname in ('billed_span_once', 'covered_month_once')
        and indexdef like '%document%') = 2, 'a bill under another document is another bill';
end $$;
