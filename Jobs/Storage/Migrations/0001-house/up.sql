-- Facts are appended and never changed; everything else is folded from them. Owner: the migrating role.
-- The application role may read and append; it may update only what is named at the end.

-- Knowledge: number order is commit order, because the row lock lasts to the commit.
create table knowledge (
    is_the_one boolean primary key default true check (is_the_one),
    number bigint not null check (number >= 0)
);
insert into knowledge (number) values (0);

create table act (
    number bigint primary key,
    kind text not null,
    subject text not null,
    file_sha256 text,
    rows_sha256 text,
    performed_by text,
    system_user text not null,
    business_date date not null,
    performed_at timestamptz not null,
    document text
);
create unique index act_file on act (kind, file_sha256) where file_sha256 is not null;

create table audit_entry (
    chain text not null,
    position int not null check (position > 0),
    performed_by text,
    system_user text not null,
    performed_at timestamptz not null,
    business_date date not null,
    what text not null,
    detail jsonb not null,
    previous_hash text not null,
    hash text not null,
    primary key (chain, position)
);

create table setting (
    key text not null,
    value text not null,
    document text,
    act bigint not null,
    primary key (key, act)
);

create table app_user (
    name text not null,
    roles text[] not null,
    act bigint not null,
    primary key (name, act)
);

-- People and their facts.
create sequence person_serial as int minvalue 1 maxvalue 999999999;

create table person_number (
    id_number text primary key,
    person_id int not null,
    act bigint not null
);
create index person_number_person on person_number (person_id);

create table enrolment (
    person_id int not null,
    category smallint not null,
    act bigint not null,
    row_number int not null,
    id_number text not null,
    name text not null,
    region text,
    phone text,
    certificate_number text,
    level smallint not null,
    nature smallint not null,
    period smallint not null,
    service_years numeric,
    assessed_fen bigint,
    start_month date,
    approved_on date,
    approval_document text,
    nursing smallint not null,
    bank text,
    account text,
    account_name text,
    name_at_bank text,
    payee_name text,
    payee_id text,
    payee_relation text,
    relation text,
    in_school_until date,
    enlisted_on date,
    discharged_on date,
    home_visit boolean,
    primary key (person_id, category)
);

create table change (
    person_id int not null,
    act bigint not null,
    row_number int not null,
    type smallint not null,
    category smallint,
    effective_on date,
    document text,
    source text,
    reason text,
    cause text,
    withdraws_act bigint,
    withdraws_row int,
    new_id_number text,
    name text,
    region text,
    phone text,
    start_month date,
    level smallint not null,
    nature smallint not null,
    period smallint not null,
    service_years numeric,
    assessed_fen bigint,
    nursing smallint not null,
    in_school_until date,
    home_visit boolean,
    bank text,
    account text,
    account_name text,
    name_at_bank text,
    payee_name text,
    payee_id text,
    payee_relation text,
    note text,
    primary key (person_id, act, row_number),
    check ((withdraws_act is null) = (withdraws_row is null))
);
-- A change is taken back once only.
create unique index change_withdrawn on change (person_id, withdraws_act, withdraws_row) where withdraws_act is not null;

create sequence standard_serial as int;

create table component (
    number smallint primary key check (number >= 100),
    label text not null unique,
    act bigint not null
);

create table assessed_amount (
    standard_id int primary key,
    person_id int not null,
    act bigint not null,
    row_number int not null,
    category smallint not null,
    component smallint not null,
    fen bigint not null check (fen >= 0),
    from_month date not null,
    to_month date,
    document text
);
create index assessed_amount_person on assessed_amount (person_id);

create table rate (
    standard_id int primary key,
    act bigint not null,
    row_number int not null,
    category smallint not null,
    level smallint not null,
    nature smallint not null,
    period smallint not null,
    component smallint not null,
    unit smallint not null,
    fen bigint not null check (fen >= 0),
    effective_from date not null,
    published_on date,
    document text not null,
    rounding smallint not null,
    withdrawal boolean not null
);

create table wage (
    standard_id int primary key,
    act bigint not null,
    row_number int not null,
    area text not null,
    monthly_fen bigint not null check (monthly_fen >= 0),
    effective_from date not null,
    document text not null
);

create table paying_bank (
    act bigint not null,
    row_number int not null,
    name text not null,
    profile text not null,
    match text not null,
    cnaps text,
    debit_account text,
    debit_name text,
    customer_number text,
    rows_per_file int,
    cut_off text,
    effective_from date,
    primary key (act, row_number)
);

create table calendar_day (
    day date not null,
    name text not null,
    is_working boolean not null,
    source text not null,
    act bigint not null,
    row_number int not null,
    primary key (day, act)
);

create table paid_history (
    person_id int not null,
    category smallint not null,
    component smallint not null,
    benefit_month date not null,
    fen bigint not null,
    act bigint not null,
    row_number int not null,
    primary key (person_id, benefit_month, category, component, act, row_number)
);

-- A row that was sent back stays visible until it comes in or a person closes it.
create table rejected_row (
    rejected_id bigint generated always as identity primary key,
    kind text not null,
    file_name text not null,
    file_sha256 text not null,
    line int not null,
    columns text not null,
    reason text not null,
    id_number text,
    name text,
    found_on date not null,
    closed_on date,
    closed_why text,
    unique (kind, file_sha256, line)
);
create index rejected_row_open on rejected_row (kind, file_name, line) where closed_on is null;

-- Cache: a person as known between two acts, folded by Domain in the import's own transaction. Never a source.
create table person_version (
    person_id int not null,
    known_from bigint not null,
    known_to bigint not null default 9223372036854775807,
    reach_month date,
    id_number text not null,
    name text not null,
    region text,
    phone text,
    receiver smallint not null,
    account_known bigint not null,
    bank text,
    account text,
    account_name text,
    name_at_bank text,
    payee_name text,
    folded bytea not null,
    primary key (person_id, known_from)
);

-- Acts on standards: which months of which people they can change.
create table standard_reach (
    act bigint not null,
    category smallint,
    nursing boolean not null,
    from_month date not null
);

-- Runs.
create table payout_run (
    run_id int generated always as identity primary key,
    name text not null,
    kind text not null check (kind in ('regular', 'supplementary', 'oneoff')),
    month date not null,
    attempt smallint not null check (attempt between 1 and 99),
    state text not null,
    known_through bigint not null,
    basis_run int references payout_run,
    is_full boolean not null,
    is_partial boolean not null,
    document text,
    opened_on date not null,
    opened_at timestamptz not null,
    shards_left int not null,
    row_count bigint,
    line_count bigint,
    sum_fen bigint,
    held_fen bigint,
    content_root text,
    submitted_by text, submitted_at timestamptz,
    checked_by text, checked_at timestamptz,
    approved_by text, approved_at timestamptz, approved_on date, approval_act bigint,
    exported_by text, exported_at timestamptz,
    cancel_proposed_by text, cancelled_by text, cancelled_at timestamptz, cancel_document text,
    note text,
    check (state in ('opened', 'assessed', 'submitted', 'checked', 'approved', 'at-finance', 'funded', 'exported',
        'sending', 'sent', 'in-doubt', 'settled', 'closed', 'cancelled')),
    check (checked_by <> submitted_by),
    check (approved_by <> submitted_by and approved_by <> checked_by),
    check (cancelled_by <> cancel_proposed_by),
    check (shards_left >= 0)
);
create unique index payout_run_name on payout_run (name) where state <> 'cancelled';
-- One monthly run at a time is being worked on.
create unique index payout_run_open on payout_run ((true))
    where kind <> 'oneoff' and state in ('opened', 'assessed', 'submitted', 'checked');

create table run_shard (
    run_id int not null references payout_run,
    ordinal int not null,
    first_person int not null,
    last_person int not null,
    known_through bigint not null,
    done boolean not null default false,
    people int,
    lines int,
    primary key (run_id, ordinal)
);

create table payment_line (
    person_id int not null,
    run_id int not null,
    benefit_month date not null,
    standard_id int not null,
    fen bigint not null,
    category smallint not null,
    component smallint not null,
    ordinal smallint not null,
    kind smallint not null,
    primary key (benefit_month, person_id, category, component, ordinal)
) partition by range (benefit_month);
create index payment_line_run on payment_line using brin (run_id);

create table held_amount (
    run_id int not null,
    person_id int not null,
    benefit_month date not null,
    category smallint not null,
    component smallint not null,
    fen bigint not null check (fen <> 0),
    standard_id int not null,
    kind smallint not null,
    reason smallint not null,
    primary key (run_id, person_id, benefit_month, category, component)
);

create table claim (
    run_id int not null,
    person_id int not null,
    benefit_month date not null,
    fen bigint not null check (fen > 0),
    primary key (run_id, person_id, benefit_month)
);

create table undecided_month (
    run_id int not null,
    person_id int not null,
    benefit_month date not null,
    category smallint not null,
    reason smallint not null,
    primary key (run_id, person_id, benefit_month)
);

create table rounding_difference (
    run_id int not null,
    person_id int not null,
    benefit_month date not null,
    category smallint not null,
    component smallint not null,
    fen bigint not null,
    primary key (run_id, person_id, benefit_month, category, component)
);

create table run_exception (
    run_id int not null,
    code text not null,
    ordinal int not null,
    person_id int,
    category smallint,
    benefit_month date,
    fen bigint,
    held_fen bigint,
    arguments jsonb not null
);
create index run_exception_run on run_exception (run_id, code);
