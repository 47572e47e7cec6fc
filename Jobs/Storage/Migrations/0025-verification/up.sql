-- 年度确认 and 比对: campaigns, confirmations, notices, other people's lists, samples. Appended only; what was entered by
-- mistake is taken back by another row.

create table campaign (
    year smallint primary key check (year between 2000 and 2099),
    from_day date not null,
    deadline date not null check (deadline > from_day),
    -- The roster as known then is the population.
    known_through bigint not null,
    opened_on date not null,
    document text,
    act bigint not null,
    check (extract(year from from_day) = year and extract(year from deadline) = year)
);

-- The population, frozen by name.
create table campaign_person (
    year smallint not null,
    person_id int not null,
    id_number text not null,
    name text not null,
    region text,
    category smallint not null,
    is_exempt boolean not null,
    is_house_call boolean not null,
    act bigint not null,
    row_number int not null,
    primary key (year, person_id)
);

create table confirmation (
    person_id int not null,
    act bigint not null,
    row_number int not null,
    confirmed_on date not null,
    method smallint not null check (method between 1 and 6),
    result smallint not null check (result between 1 and 8),
    station text,
    confirmed_by text not null check (confirmed_by <> ''),
    second_staff text check (second_staff <> confirmed_by),
    proof text,
    withdraws_act bigint,
    withdraws_row int,
    primary key (person_id, act, row_number),
    check ((withdraws_act is null) = (withdraws_row is null)),
    -- Nobody goes to a house alone.
    check (method <> 2 or second_staff is not null)
);
create unique index confirmation_withdrawn on confirmation (person_id, withdraws_act, withdraws_row)
    where withdraws_act is not null;

create table notice (
    person_id int not null,
    act bigint not null,
    row_number int not null,
    notified_on date not null,
    kind smallint not null check (kind between 1 and 4),
    method smallint not null check (method between 1 and 5),
    delivered_on date check (delivered_on >= notified_on),
    recorded_by text not null check (recorded_by <> ''),
    attachment text,
    withdraws_act bigint,
    withdraws_row int,
    primary key (person_id, act, row_number),
    check ((withdraws_act is null) = (withdraws_row is null))
);
create unique index notice_withdrawn on notice (person_id, withdraws_act, withdraws_row)
    where withdraws_act is not null;

-- Rows of other people's lists as they came, of whomever they are. number is of 18 characters, worked out where the list
-- has an old one.
create table evidence (
    evidence_id int primary key,
    act bigint not null,
    row_number int not null,
    source text not null check (source <> ''),
    fact text not null check (fact <> ''),
    bearing smallint not null,
    id_number text not null,
    number text not null,
    name text not null,
    on_day date,
    reason text,
    document text,
    detail text
);
create sequence evidence_serial as int;
-- A row that says anything else is another row: 原因 may make it strong, a name that was mended ours.
create unique index evidence_once on evidence
    (number, source, fact, coalesce(on_day, '-infinity'), name, coalesce(document, ''), coalesce(reason, ''),
    coalesce(detail, ''), id_number);
create index evidence_act on evidence using brin (act);

-- Of which of our people a row is, or may be. Found when the row comes, or when the person does.
create table evidence_match (
    evidence_id int not null,
    person_id int not null,
    act bigint not null,
    row_number int not null,
    kind smallint not null check (kind between 1 and 4),
    bearing smallint not null,
    primary key (person_id, evidence_id)
);
create index evidence_match_act on evidence_match using brin (act);
-- Signs of life are many and hold nothing.
create index evidence_match_grave on evidence_match (person_id) where bearing in (1, 2, 3);

-- 采用, 不采用: what 复核 says of a match that is not equal in number and name, or of one that is.
create table evidence_decision (
    evidence_id int not null,
    person_id int not null,
    act bigint not null,
    is_adopted boolean not null,
    document text,
    reason text,
    decided_by text not null,
    decided_on date not null,
    primary key (evidence_id, person_id, act),
    check (case when is_adopted then document <> '' else reason <> '' end)
);

-- 停发 for want of confirmation: person by person, by 审批.
create table stop_decision (
    year smallint not null references campaign,
    person_id int not null,
    act bigint not null,
    outcome smallint not null check (outcome in (1, 2)),
    decided_on date not null,
    document text not null check (document <> ''),
    reason text,
    decided_by text,
    primary key (year, person_id, act)
);

-- 抽查: drawn once by a seed, then frozen; drawn anew only for what came since.
create table sample_draw (
    year smallint not null references campaign,
    act bigint primary key,
    seed text not null check (seed <> ''),
    percent smallint not null check (percent between 1 and 100),
    drawn_on date not null
);
create table sample_person (
    draw_act bigint not null references sample_draw (act),
    person_id int not null,
    station text not null,
    confirmation_act bigint not null,
    confirmation_row int not null,
    act bigint not null,
    primary key (draw_act, person_id)
);
create table sample_result (
    draw_act bigint not null,
    person_id int not null,
    act bigint not null,
    is_match boolean not null,
    finding text,
    checked_on date not null,
    checked_by text not null,
    second_staff text not null check (second_staff <> checked_by),
    primary key (draw_act, person_id),
    foreign key (draw_act, person_id) references sample_person,
    check (is_match or finding <> '')
);

-- Closed: who stood where, by name, on that day.
create table campaign_close (
    year smallint primary key references campaign,
    act bigint not null,
    closed_on date not null,
    document text
);
create table campaign_class (
    year smallint not null,
    person_id int not null,
    class smallint not null,
    act bigint not null,
    row_number int not null,
    primary key (year, person_id)
);

-- What the daily sweep found, from the day on which it did, to the day on which it was gone.
create table verification_case (
    case_id int primary key,
    act bigint not null,
    row_number int not null,
    -- As lists print it: the same case keeps its name whatever it says.
    key text not null,
    code text not null,
    person_id int,
    category smallint,
    subject text,
    severity smallint not null,
    fen bigint,
    arguments text not null,
    -- When it came up, whatever it said then: what was decided since is about it.
    found_on date not null,
    since_act bigint not null check (since_act <= act)
);
create sequence verification_case_serial as int;
create table verification_case_end (
    case_id int primary key,
    act bigint not null,
    row_number int not null
);

-- Sources have a group and a weight of the county's own (rules §7): parameters of no category.
alter table parameter alter column category_a drop not null,
    add constraint parameter_of_category check ((key like 'evidence-%') = (category_a is null));
drop index parameter_once;
create unique index parameter_once on parameter
    (act, key, coalesce(category_a, 0), coalesce(category_b, 0), effective_from);

-- Whom an act of verification concerns so that a run must not go out as it was worked out: a strong list, a death or
-- another person found by a station. Confirmations end holds: they are news for whom something is held.
create view verification_reach (act, person_id, is_bad) as
    select m.act, m.person_id, true from evidence_match m where m.bearing in (1, 2, 3)
    union all
    select act, person_id, true from evidence_decision
    union all
    select act, person_id, result in (4, 8) or withdraws_act is not null from confirmation;

-- The few of whom something is to be looked into: who was not found as expected, the dead, and whom a notice went to.
create index confirmation_grave on confirmation (person_id) where result between 3 and 8;
create index confirmation_act on confirmation using brin (act);
create index notice_act on notice using brin (act);
create index change_death on change (person_id) where type = 1;
