do $$
declare
    fact text;
begin
    assert not exists (select from unnest(array(select distinct unnest(may_set) from file_move)) as c (name)
        where not exists (select from information_schema.columns where table_schema = 'disburse'
            and table_name = 'bank_file' and column_name = c.name)), 'moves name columns of a file';
    if exists (select from pg_roles where rolname = 'disburse_application') then
        foreach fact in array array['row_result', 'result_file', 'bank_word'] loop
            assert has_table_privilege('disburse_application', 'disburse.' || fact, 'insert'), fact || ' is written';
            assert not has_table_privilege('disburse_application', 'disburse.' || fact, 'update')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'delete'),
                fact || ' is never replaced';
        end loop;
        assert not has_table_privilege('disburse_application', 'disburse.bank_file', 'delete'), 'files stay';
        assert not has_table_privilege('disburse_application', 'disburse.file_move', 'insert, update'),
            'the moves are not the application''s to write';
    end if;
end $$;
