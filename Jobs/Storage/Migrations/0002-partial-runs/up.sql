-- Whom a partial run is for (--only). Written with its opening; kept for ever once it is approved.
create table run_person (
    run_id int not null references payout_run,
    person_id int not null,
    primary key (run_id, person_id)
);
create index run_person_person on run_person (person_id);

-- A regular run is for everybody: what it leaves out would be lost with it.
alter table payout_run add constraint payout_run_partial check (not is_partial or kind = 'supplementary');
