-- 资金台账: who bears what (分担), what came in (拨款), and the double-entry ledger of each fund.

create table share (
    act bigint not null,
    row_number int not null,
    category smallint not null,
    level smallint not null,
    nature smallint not null,
    period smallint not null,
    component smallint not null,
    unit smallint not null check (unit in (2, 4)),
    central_fen bigint not null check (central_fen >= 0),
    province_fen bigint not null check (province_fen >= 0),
    city_fen bigint not null check (city_fen >= 0),
    county_fen bigint not null check (county_fen >= 0),
    difference_at smallint check (difference_at between 1 and 4),
    effective_from date not null,
    document text not null check (document <> ''),
    primary key (act, row_number),
    check (central_fen + province_fen + city_fen + county_fen > 0)
);

-- A fund is (year, source, purpose). A document brings money of one kind to a fund once a day.
create table fund_money (
    act bigint not null,
    row_number int not null,
    year smallint not null check (year between 2000 and 2200),
    source smallint not null check (source between 1 and 4),
    purpose smallint not null check (purpose > 0),
    kind smallint not null check (kind between 1 and 3),
    fen bigint not null check (fen <> 0),
    document text not null check (document <> ''),
    received_on date not null,
    primary key (act, row_number)
);
create unique index fund_money_once on fund_money (year, source, purpose, kind, document, received_on);

-- 垫付: what the county advances where a fund is short, by finance's written consent; without a document where the
-- county's setting lets approvals pass.
create table fund_advance (
    act bigint not null,
    run_id int not null references payout_run,
    year smallint not null,
    source smallint not null check (source between 1 and 4),
    purpose smallint not null check (purpose > 0),
    fen bigint not null check (fen > 0),
    document text check (document <> ''),
    primary key (act, year, source, purpose)
);

-- An entry moves an amount from an account to another, so it cannot be one-sided. Of a run or a result file one per
-- fund and move; what people are paid stands in their lines.
create table fund_entry (
    act bigint not null,
    run_id int references payout_run,
    move text not null,
    year smallint not null,
    source smallint not null check (source between 1 and 4),
    purpose smallint not null check (purpose > 0),
    from_account text not null,
    to_account text not null,
    -- Below zero where the lines of a run take back from a fund more than they send.
    fen bigint not null check (fen <> 0),
    check ((move = 'appropriate') = (run_id is null)),
    check ((move, from_account, to_account) in (
        ('appropriate', 'appropriated', 'available'), ('reserve', 'available', 'reserved'),
        ('post', 'reserved', 'spent'), ('void', 'reserved', 'available'), ('reverse', 'spent', 'available'),
        ('release', 'reserved', 'available')))
);
create unique index fund_entry_once on fund_entry (act, run_id, move, year, source, purpose);
create index fund_entry_run on fund_entry (run_id);

-- What came in, as imported, beside where the ledger has it: appropriated = available + reserved + spent.
create view fund_proof as
select year, source, purpose, coalesce(m.fen, 0)::bigint as appropriated, coalesce(e.available, 0)::bigint as available,
    coalesce(e.reserved, 0)::bigint as reserved, coalesce(e.spent, 0)::bigint as spent
from (select year, source, purpose, sum(fen) as fen from fund_money group by year, source, purpose) m
full join (
    select year, source, purpose,
        sum(case 'available' when to_account then fen when from_account then -fen end) as available,
        sum(case 'reserved' when to_account then fen when from_account then -fen end) as reserved,
        sum(case 'spent' when to_account then fen when from_account then -fen end) as spent
    from fund_entry group by year, source, purpose) e using (year, source, purpose);
