do $$
declare
    fact text;
begin
    foreach fact in array array['case_number', 'insured_number', 'back_payment_case', 'back_payment_segment',
        'contribution', 'billed_span', 'contribution_receipt', 'receipt_allotment', 'posted_month', 'covered_month',
        'contribution_refund', 'back_payment_decision', 'approved_span', 'back_payment_state', 'back_payment_tally', 'funding_batch',
        'funding_batch_month', 'funding_batch_step'] loop
        assert exists (select from pg_trigger where tgrelid = ('disburse.' || fact)::regclass
            and tgname = fact || '_appended'), fact || ' is appended to';
        assert fact in ('case_number', 'insured_number') or exists (select from act_tables() where name = fact),
            'what acts said of ' || fact || ' is proved';
        if exists (select from pg_roles where rolname = 'disburse_application') then
            assert has_table_privilege('disburse_application', 'disburse.' || fact, 'insert')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'update')
                and not has_table_privilege('disburse_application', 'disburse.' || fact, 'delete'),
                fact || ' is written and never replaced';
        end if;
    end loop;
    assert (select count(*) from fund_proof where appropriated <> available + reserved + spent) = 0, 'funds tie';
end $$;
