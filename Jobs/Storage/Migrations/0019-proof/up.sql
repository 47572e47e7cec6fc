-- 审计核查: what was written can be worked out again from the rows, and set beside what was written down then.

-- The hash of an entry of form 2 is over its detail as this database says it. Of those before only the link is known;
-- each gets a seal over its row as it is now.
alter table audit_entry
    add column form smallint not null default 1 check (form in (1, 2)),
    add column seal text;
update audit_entry set seal = encode(sha256(convert_to(concat_ws(E'\n', chain, position, performed_by, performed_for,
    system_user, extract(epoch from performed_at), business_date, what, detail, previous_hash, hash), 'UTF8')), 'hex');
alter table audit_entry
    alter column form set default 2,
    add constraint audit_entry_sealed check (form = 2 or seal is not null);

-- The rows an act brought, by table: how many, and their SHA-256. Null: of an act of before.
alter table act add column stored jsonb;

-- Of a result its own seal, so that the one that was changed has a name.
alter table row_result add column seal text;
update row_result r set seal = encode(sha256(convert_to(
    (jsonb_strip_nulls(to_jsonb(r)) - 'seal')::text, 'UTF8')), 'hex');
alter table row_result alter column seal set not null;

-- A run taken back into the books from what was handed over: by this act, and never what a later run starts from.
alter table payout_run add column adopted_act bigint;
update run_move set may_set = may_set || '{adopted_act}' where from_state in ('opened', 'assessed') and to_state = 'opened';

-- Its bank rows as they were sent: what is known of the people now may be another thing.
create table adopted_row (
    run_id int not null references payout_run,
    person_id int not null,
    act bigint not null,
    reach_month date not null,
    texts bytea not null,
    primary key (run_id, person_id)
);
create index adopted_row_person on adopted_row (person_id);

-- Lines of the journal that are in the books by it.
create table adopted_file (
    act bigint not null,
    run_id int not null,
    file text not null,
    noted_at text not null,
    sha256 text not null,
    primary key (run_id, file, noted_at)
);

-- Whoever was sent money and is not on the roster of the backup: comes back under the same serial.
create table reserved_person (
    id_number text primary key,
    person_id int not null unique,
    act bigint not null
);

-- Ends of audit chains noted in the journal that a restored backup does not reach.
create table lost_head (
    act bigint not null,
    chain text not null,
    position int not null,
    hash text not null,
    primary key (chain, position, hash)
);

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on adopted_row, adopted_file, reserved_person, lost_head to disburse_application;
    end if;
end $$;
