do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        assert has_table_privilege('disburse_application', 'disburse.parameter', 'insert')
            and not has_table_privilege('disburse_application', 'disburse.parameter', 'update')
            and not has_table_privilege('disburse_application', 'disburse.parameter', 'delete'),
            'parameters are written and never replaced';
    end if;
    assert not exists (
        select from person_version
        where get_byte(card, 0) << 24 | get_byte(card, 1) << 16 | get_byte(card, 2) << 8 | get_byte(card, 3)
            <> octet_length(card)), 'a card says how long it is';
end $$;
