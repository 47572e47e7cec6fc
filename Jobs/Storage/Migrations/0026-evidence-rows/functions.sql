-- Nobody is stopped without a notice of his own that was delivered sixty days before (办法 art. 25), nor while the deadline
-- is not over, nor once he is confirmed.
create or replace function guard_stop() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
begin
    if new.outcome <> 1 then
        return new;
    end if;
    if not exists (select from notice n
        where n.person_id = new.person_id and n.kind <> 4 and n.method <= 3
            and extract(year from n.notified_on) >= new.year
            and n.delivered_on <= new.decided_on - 60 and n.withdraws_act is null
            and not exists (select from notice w where w.person_id = n.person_id and w.withdraws_act = n.act
                and w.withdraws_row = n.row_number)) then
        raise exception 'nobody told person % sixty days before the stop', new.person_id;
    end if;
    if exists (select from confirmation c
        where c.person_id = new.person_id and c.result in (1, 2) and c.withdraws_act is null
            and extract(year from c.confirmed_on) >= new.year and c.confirmed_on <= new.decided_on
            and not exists (select from confirmation w where w.person_id = c.person_id and w.withdraws_act = c.act
                and w.withdraws_row = c.row_number)) then
        raise exception 'person % is confirmed', new.person_id;
    end if;
    if new.decided_on <= (select deadline from campaign where year = new.year) then
        raise exception 'the deadline of % is not over', new.year;
    end if;
    return new;
end $$;
