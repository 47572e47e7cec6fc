-- A run is closed by an entry that ties, in the same transaction, and while nothing of it is unknown.
create function guard_closing() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
begin
    if (select count(distinct bank) from bank_file where run_id = new.run_id and state = 'settled')
        <> (select count(*) from run_closing where run_id = new.run_id) then
        raise exception 'run % does not tie with a statement of each of its banks', new.name;
    end if;
    if exists (
        select from (select distinct on (person_id) outcome from row_result where run_id = new.run_id
            order by person_id, act desc) r where r.outcome = 5) then
        raise exception 'run % has rows of which nothing is known', new.name;
    end if;
    return new;
end $$;
create trigger payout_run_closing before update of state on payout_run
    for each row when (new.state = 'closed' and old.state <> 'closed') execute function guard_closing();

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on statement_line, statement_allotment, run_closing, carried_case
            to disburse_application;
        grant select on allotted_line to disburse_application;
    end if;
end $$;
