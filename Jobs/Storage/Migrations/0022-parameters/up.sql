-- 参数: what a county lays down beside the standards, dated (rules, ⚙). Their ids are of one row with the standards':
-- a payment line points to either.
create table parameter (
    parameter_id int primary key,
    act bigint not null,
    row_number int not null,
    key text not null check (key <> ''),
    category_a smallint not null,
    category_b smallint check (category_b > category_a),
    value text not null check (value <> ''),
    effective_from date not null,
    document text not null check (document <> ''),
    check ((key = 'overlap') = (category_b is not null)),
    check (key <> 'overlap' or value in ('both', 'review', 'higher')),
    check (key not like 'funeral-months%' or value ~ '^[0-9]{1,2}$')
);

-- Whom an act on parameters concerns: who has both categories, or the dead of one.
alter table standard_reach
    add column with_category smallint,
    add column is_of_dead boolean not null default false,
    add check (with_category is null or category is not null);

-- A file says one thing of a key and date, once.
create unique index parameter_once on parameter (act, key, category_a, coalesce(category_b, 0), effective_from);

-- 丧葬补助: what is known of a death stands behind the identities of a card (FoldedBytes), here for the deaths of before:
-- whether the family asked for it, and the cause that was said last.
update person_version v set card = int4send(octet_length(v.card) + octet_length(d.funeral)) || substr(v.card, 5)
    || d.funeral
from (
    select person_id, known_from,
        decode(case when is_applied then '01' else '00' end, 'hex')
        || case when cause is null then decode('ffffffff', 'hex')
            else substr(int8send(octet_length(convert_to(cause, 'UTF8'))::bigint << 56), 1, 1)
                || substr(int8send(octet_length(convert_to(cause, 'UTF8'))::bigint << 48), 1, 1)
                || decode('0000', 'hex') || convert_to(cause, 'UTF8') end as funeral
    from (
        select v.person_id, v.known_from, bool_or(c.type = 15) as is_applied,
            (array_agg(nullif(c.cause, '') order by c.act desc, c.row_number desc)
                filter (where c.cause <> ''))[1] as cause
        from person_version v
        cross join lateral (
            select min(array[c.act, c.row_number::bigint]) as place from change c
            where c.person_id = v.person_id and c.act <= v.known_from and c.type = 1 and not exists (
                select from change w where w.person_id = c.person_id and w.withdraws_act = c.act
                    and w.withdraws_row = c.row_number and w.act <= v.known_from)) as death
        join change c on c.person_id = v.person_id and c.act <= v.known_from and c.type in (1, 15)
            and array[c.act, c.row_number::bigint] >= death.place
        where not exists (
            select from change w where w.person_id = c.person_id and w.withdraws_act = c.act
                and w.withdraws_row = c.row_number and w.act <= v.known_from)
        group by v.person_id, v.known_from) as said
    where is_applied or cause is not null) as d
where d.person_id = v.person_id and d.known_from = v.known_from;

-- A new version of the rules reaches back: of the dead of before the month of the death is looked at once more.
with number as (
    update knowledge set number = number + 1 where number > 0 returning number),
rules as (
    insert into act (number, kind, subject, system_user, business_date, performed_at)
    select number, 'rules', '丧葬补助', session_user, (select max(business_date) from act), now() from number)
insert into standard_reach (act, category, nursing, is_of_dead, from_month)
select number, null, false, true, date '0001-01-01' from number;

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on parameter to disburse_application;
    end if;
end $$;
