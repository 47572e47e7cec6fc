-- What people decide about a case of the exception list: 放行, its taking back, 关闭, 交办, 备注. Appended; the latest of a
-- kind counts. A case is named by its code and a person, or a run.
create table case_decision (
    act bigint primary key,
    kind text not null check (kind in ('release', 'withdraw-release', 'close', 'assign', 'comment')),
    code text not null,
    person_id int,
    run_name text,
    category smallint,
    benefit_month date,
    subject text,
    reason text,
    document text,
    owner text,
    due_on date,
    until_month date,
    -- Of a close: what the case said then. Once it says something else it is open again.
    fingerprint text,
    decided_by text not null,
    decided_on date not null,
    check ((person_id is null) <> (run_name is null)),
    check (kind not in ('release', 'withdraw-release') or (reason <> '' and document <> '')),
    check (kind not in ('close', 'comment') or reason <> ''),
    check (kind <> 'close' or fingerprint <> ''),
    check (kind <> 'assign' or owner <> '')
);
create index case_decision_person on case_decision (person_id) where person_id is not null;

-- What of a run a case is about, where neither a person nor a category says it: a township, an act.
alter table run_exception add column subject text;

-- 复查日 of a 暂缓.
alter table change add column review_on date;

-- 很像同一个人: found when somebody becomes known, or is known under another name or number. Whether they still look alike
-- is asked again in each run.
create table likeness (
    person_id int not null,
    other_person_id int not null,
    act bigint not null,
    primary key (person_id, other_person_id),
    check (other_person_id < person_id)
);
create index person_version_name on person_version (name, (substr(id_number, 7, 8)));
create index enrolment_certificate on enrolment (certificate_number, category) where certificate_number is not null;

-- The few identities whose months can depend on age; whether they do, the rules say. Categories by number: 289 is 81,
-- 397 is B1, 73 to 75 are 21 to 23.
create index enrolment_young on enrolment (person_id)
    where (category in (289, 397)
        and (substr(id_number, 7, 4)::int + 60) * 12 + substr(id_number, 11, 2)::int
            > extract(year from coalesce(start_month, approved_on)) * 12
                + extract(month from coalesce(start_month, approved_on)))
    or (category in (73, 74, 75) and relation is not null
        and relation <> all (array['父母', '父亲', '母亲', '配偶', '妻子', '丈夫', '父', '母', '妻', '夫', '遗孀']));
create index change_of_years on change (person_id) where service_years is not null;
create index change_of_start on change (person_id) where start_month is not null or new_id_number is not null;

-- Registered years of service that enlistment and discharge cannot give.
create index enrolment_service on enrolment (person_id)
    where enlisted_on is not null and discharged_on is not null
        and service_years > ceil((discharged_on - enlisted_on + 1) / 365.25);

-- The few lines that take something back.
create index payment_line_negative on payment_line (run_id) where fen < 0;

create index person_version_payee on person_version (payee_id) where payee_id is not null;

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on case_decision, likeness to disburse_application;
    end if;
end $$;

-- Homes of before: who looks like whom now.
insert into likeness (person_id, other_person_id, act)
select distinct greatest(a.person_id, b.person_id), least(a.person_id, b.person_id),
    (select number from knowledge)
from person_version a
join person_version b on b.name = a.name and substr(b.id_number, 7, 8) = substr(a.id_number, 7, 8)
    and left(b.region, 9) is not distinct from left(a.region, 9) and b.person_id < a.person_id
where a.known_to = 9223372036854775807 and b.known_to = 9223372036854775807
union
select distinct greatest(a.person_id, b.person_id), least(a.person_id, b.person_id), (select number from knowledge)
from person_version a join person_version b on b.name = a.name and b.account = a.account and b.person_id < a.person_id
where a.known_to = 9223372036854775807 and b.known_to = 9223372036854775807
union
select distinct greatest(a.person_id, b.person_id), least(a.person_id, b.person_id), (select number from knowledge)
from enrolment a join enrolment b on b.certificate_number = a.certificate_number and b.category = a.category
    and b.person_id < a.person_id;
