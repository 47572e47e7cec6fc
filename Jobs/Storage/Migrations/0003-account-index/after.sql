do $$
begin
    assert (select count(*) from pg_indexes where schemaname = 'disburse' and tablename = 'person_version'
        and indexname in ('person_version_account', 'person_version_known_from')) = 2,
        'accounts and acts of people are found without reading everybody';
end $$;
