do $$
begin
    assert exists (select from pg_trigger where tgrelid = 'disburse.posted_name'::regclass
        and tgname = 'posted_name_appended'), 'names of postings are appended to';
    assert (select count(*) from act_tables() where name in ('posted_name', 'funding_batch_drop', 'case_number', 'insured_number')) = 4,
        'who brought a number is proved';
    assert not exists (select from pg_proc where proname = 'release_batch'), 'paid months stay in their batch';
    if exists (select from pg_roles where rolname = 'disburse_application') then
        assert has_table_privilege('disburse_application', 'disburse.posted_name', 'insert')
            and not has_table_privilege('disburse_application', 'disburse.posted_name', 'update'),
            'names of postings are written and never replaced';
    end if;
    assert (select count(*) from fund_proof where appropriated <> available + reserved + spent) = 0, 'funds tie';
end $$;
