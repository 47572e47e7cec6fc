do $$
begin
    assert not exists (select from person_version
        where card is null or octet_length(card) <> ('x' || encode(substring(card for 4), 'hex'))::bit(32)::int
            or person_id <> ('x' || encode(substring(card from 5 for 4), 'hex'))::bit(32)::int),
        'every card is of its person and as long as it says';
    assert not exists (select from pg_attribute where attrelid = 'disburse.person_version'::regclass
        and attname = 'folded' and not attisdropped), 'the folded bytes stand in the card alone';
end $$;
