-- A case that goes on from run to run is due by the day on which it was first known.
alter table run_exception add column first_run int;
comment on column run_exception.first_run is 'the run in which the case was first known; null: this one';
-- 0 warns, 1 holds money; null: as every case of its code.
alter table run_exception add column severity smallint check (severity in (0, 1));

-- What became known since an act, without reading what was known before.
create index change_act on change using brin (act) with (pages_per_range = 16);
create index enrolment_act on enrolment using brin (act) with (pages_per_range = 16);

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant update (first_run) on run_exception to disburse_application;
    end if;
end $$;
