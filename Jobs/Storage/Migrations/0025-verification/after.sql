do $$
declare
    fact text;
begin
    foreach fact in array array['campaign', 'campaign_person', 'confirmation', 'notice', 'evidence', 'evidence_match',
        'evidence_decision', 'stop_decision', 'sample_draw', 'sample_person', 'sample_result', 'campaign_close',
        'campaign_class', 'verification_case', 'verification_case_end'] loop
        assert exists (select from act_tables() where name = fact), 'what acts said of ' || fact || ' is proved';
        assert exists (select from pg_trigger where tgrelid = ('disburse.' || fact)::regclass
            and tgname = fact || '_appended'), fact || ' is appended to';
        if exists (select from pg_roles where rolname = 'disburse_application') then
            assert has_table_privilege('disburse_application', 'disburse.' || fact, 'insert')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'update')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'delete'),
                fact || ' is written and never replaced';
        end if;
    end loop;
    assert exists (select from pg_trigger where tgname = 'stop_decision_guarded' and tgenabled = 'O'),
        'nobody is stopped without a notice';
    assert not exists (select from parameter where (key like 'evidence-%') <> (category_a is null)),
        'parameters of before stand';
end $$;
