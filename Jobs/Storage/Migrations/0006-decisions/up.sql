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

-- A payee receives with number and relation; who lacks one is held, by a version known from now on: what a run of
-- before knew stays as it was.
alter table person_version add column payee_id text, add column payee_relation text;

do $$
declare
    now_known bigint;
begin
    create temp table undocumented on commit drop as
        select v.person_id, e.payee_id, e.payee_relation
        from person_version v
        join lateral (
            select * from enrolment e where e.person_id = v.person_id and e.payee_name is not null
            order by e.act desc, e.row_number desc limit 1) e on e.payee_name = v.payee_name
        where v.known_to = 9223372036854775807 and v.receiver = 0
            and (e.payee_id is null or e.payee_relation is null)
            and not exists (
                select from change c
                where c.person_id = v.person_id and c.type = 3 and not exists (
                    select from change w where w.person_id = c.person_id
                        and w.withdraws_act = c.act and w.withdraws_row = c.row_number));
    if not exists (select from undocumented) then
        return;
    end if;
    update knowledge set number = number + 1 returning number into now_known;
    insert into act (number, kind, subject, system_user, business_date, performed_at)
        select now_known, 'rules', 'payee-undocumented', current_user, max(business_date), now() from act;
    insert into person_version (person_id, known_from, reach_month, id_number, name, region, phone, receiver,
        account_known, bank, account, account_name, name_at_bank, payee_name, folded, payee_id, payee_relation)
        select v.person_id, now_known, null, v.id_number, v.name, v.region, v.phone, 11, v.account_known, v.bank,
            v.account, v.account_name, v.name_at_bank, v.payee_name, v.folded, u.payee_id, u.payee_relation
        from person_version v join undocumented u using (person_id) where v.known_to = 9223372036854775807;
    update person_version v set known_to = now_known
    from undocumented u
    where u.person_id = v.person_id and v.known_to = 9223372036854775807 and v.known_from < now_known;
end $$;
