-- What a station has sent for a month: a workbook with changes, or that there is nothing. A fact like any other.
create table station_report (
    act bigint not null,
    region text not null check (region ~ '^[0-9]{9}$'),
    month date not null check (extract(day from month) = 1),
    is_zero boolean not null,
    row_number int,
    township text,
    reported_by text,
    primary key (act, region, month, is_zero),
    check (not is_zero or (row_number is not null and reported_by <> ''))
);
-- That there was nothing is said once.
create unique index station_report_zero on station_report (region, month) where is_zero;
create index station_report_month on station_report (month, region);

-- Papers to a document or to a person. The file lies in the home under its hash; here is what it is and to whom it
-- belongs. Never updated, never deleted.
create table attachment (
    act bigint not null,
    ordinal int not null,
    document text,
    person_id int,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    file_name text not null,
    bytes bigint not null check (bytes > 0),
    primary key (act, ordinal),
    check ((document is null) <> (person_id is null))
);
create unique index attachment_once on attachment (document, person_id, sha256) nulls not distinct;

-- A paper belongs to what is known under its number.
create index change_document on change (document) where document is not null;

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on station_report, attachment to disburse_application;
    end if;
end $$;
