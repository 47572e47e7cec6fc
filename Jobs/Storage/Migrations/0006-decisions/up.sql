-- A number finds a person as long as the facts say so: enrolled under it, or corrected to it and not taken back. Rows
-- follow the facts by act and stay when they end; of those that stand, a number has one.
alter table person_number add column ended_act bigint check (ended_act >= act);
alter table person_number drop constraint person_number_pkey;
create unique index person_number_standing on person_number (id_number) where ended_act is null;

-- What a 撤销 said it takes back: with another 撤销类型 it is another row.
alter table change add column withdrawn_type smallint;

-- Numbers of corrections that were taken back before this was kept: ended by the act that took the last of them back.
update person_number n set ended_act = taken.act
from (
    select c.person_id, c.new_id_number, max(w.act) as act, bool_or(w.act is null) as stands
    from change c
    left join change w on w.person_id = c.person_id and w.withdraws_act = c.act and w.withdraws_row = c.row_number
    where c.new_id_number is not null
    group by c.person_id, c.new_id_number
) taken
where taken.person_id = n.person_id and taken.new_id_number = n.id_number and not taken.stands
    and not exists (select from enrolment e where e.person_id = n.person_id and e.id_number = n.id_number);
