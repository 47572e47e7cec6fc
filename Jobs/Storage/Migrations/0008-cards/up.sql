-- What a run needs of a person, as one value (PersonCard): a million people are then read as a few thousand values.
-- The columns beside it stay for sets in SQL. Still a cache: folded afresh from the facts it is the same.
create function card_text(value text) returns bytea language sql stable as $$
    select case when value is null then int2send(-1::smallint)
        else int2send(octet_length(value)::smallint) || convert_to(value, 'UTF8') end
$$;

alter table person_version add column card bytea;

update person_version v set card = int4send(4 + octet_length(c.rest)) || c.rest
from (
    select person_id, known_from,
        int4send(person_id) || int2send(receiver) || int8send(account_known) || card_text(id_number)
        || card_text(name) || card_text(region) || card_text(bank) || card_text(account) || card_text(account_name)
        || card_text(name_at_bank) || card_text(payee_name) || card_text(payee_id) || card_text(payee_relation)
        || folded as rest
    from person_version) c
where c.person_id = v.person_id and c.known_from = v.known_from;

drop function card_text(text);
alter table person_version alter column card set not null, drop column folded;
