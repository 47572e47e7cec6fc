do $$
begin
    assert (select count(*) from information_schema.columns where table_schema = 'disburse'
        and table_name = 'run_exception' and column_name in ('first_run', 'severity')) = 2,
        'a case knows since when it is known and whether it holds money';
end $$;
