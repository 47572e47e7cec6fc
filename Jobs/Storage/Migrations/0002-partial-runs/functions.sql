-- As before, and the list of a partial run goes with its draft.
create or replace function discard_draft(wanted int) returns void
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
    delete from run_person where run_id = wanted;
end $$;

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on run_person to disburse_application;
    end if;
end $$;
