-- A line partition for a year, made when a run first needs it. Only the owner can make tables.
create function ensure_line_year(wanted int) returns void
    language plpgsql security definer set search_path = disburse, pg_temp as $$
begin
    if wanted not between 1950 and 2200 then
        raise exception 'year % is out of range', wanted;
    end if;
    if to_regclass(format('disburse.payment_line_%s', wanted)) is null then
        perform pg_advisory_xact_lock(7210001);
        execute format(
            'create table if not exists payment_line_%s partition of payment_line for values from (%L) to (%L)',
            wanted, make_date(wanted, 1, 1), make_date(wanted + 1, 1, 1));
    end if;
end $$;

-- A draft goes only this way, and never from submission on.
create function discard_draft(wanted int) returns void
    language plpgsql security definer set search_path = disburse, pg_temp as $$
declare
    found_state text;
begin
    -- The shards first: a worker locks its shard before the run, and so must this.
    delete from run_shard where run_id = wanted;
    select state into found_state from payout_run where run_id = wanted for update;
    if found_state is null or found_state not in ('opened', 'assessed') then
        raise exception 'run % is %: only a draft can be discarded', wanted, found_state;
    end if;
    delete from payment_line where run_id = wanted;
    delete from held_amount where run_id = wanted;
    delete from claim where run_id = wanted;
    delete from undecided_month where run_id = wanted;
    delete from rounding_difference where run_id = wanted;
    delete from run_exception where run_id = wanted;
end $$;

revoke all on function ensure_line_year(int), discard_draft(int) from public;

-- The application role: reads and appends everywhere, changes only what is named here, deletes nothing.
do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant usage on schema disburse to disburse_application;
        grant select, insert on all tables in schema disburse to disburse_application;
        revoke insert on migration from disburse_application;
        grant usage, select on all sequences in schema disburse to disburse_application;
        grant update on knowledge, payout_run, run_shard, person_version to disburse_application;
        grant update (closed_on, closed_why) on rejected_row to disburse_application;
        grant execute on function ensure_line_year(int), discard_draft(int) to disburse_application;
    end if;
end $$;
