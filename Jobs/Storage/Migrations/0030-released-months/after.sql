do $$
begin
    assert exists (select from pg_trigger where tgrelid = 'disburse.released_month'::regclass
        and tgname = 'released_month_appended')
        and exists (select from pg_trigger where tgrelid = 'disburse.funding_batch_share'::regclass
            and tgname = 'funding_batch_share_appended'), 'what became of batches is appended to';
    assert exists (select from act_tables() where name = 'released_month')
        and exists (select from act_tables() where name = 'funding_batch_share'), 'what acts said of batches is proved';
    assert not exists (select from funding_batch_month m
        where exists (select from funded_month f where (f.batch_id, f.number_id, f.kind, f.month)
                = (m.batch_id, m.number_id, m.kind, m.month))
            = exists (select from released_month r where (r.batch_id, r.number_id, r.kind, r.month)
                = (m.batch_id, m.number_id, m.kind, m.month))), 'a month stands in its batch or has left it';
end $$;
