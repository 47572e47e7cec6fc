-- Numbers go up by one and never back.
create function guard_knowledge() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or new.number <> old.number + 1 or not new.is_the_one then
        raise exception 'the knowledge number goes up by one and in no other way';
    end if;
    return new;
end $$;
create trigger knowledge_guarded before insert or update or delete on knowledge
    for each row execute function guard_knowledge();

-- A chain grows at its end only.
create function guard_audit() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
declare
    head record;
begin
    perform pg_advisory_xact_lock(hashtextextended('audit ' || new.chain, 0));
    select position, hash into head from audit_entry where chain = new.chain order by position desc limit 1;
    if new.position <> coalesce(head.position, 0) + 1 or new.previous_hash <> coalesce(head.hash, '')
        or new.hash !~ '^[0-9a-f]{64}$' then
        raise exception 'chain % ends at %: this is not its next entry', new.chain, coalesce(head.position, 0);
    end if;
    return new;
end $$;
create trigger audit_entry_guarded before insert on audit_entry for each row execute function guard_audit();

-- A run moves by the table, and only the move that sets a column changes it.
create function guard_run() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
declare
    allowed text[];
    touched text[];
begin
    if tg_op = 'INSERT' then
        if new.state <> 'opened' or num_nonnulls(new.row_count, new.line_count, new.sum_fen, new.held_fen,
            new.content_root, new.last_fen, new.submitted_by, new.checked_by, new.approved_by, new.approval_act,
            new.exported_by, new.cancel_proposed_by, new.cancelled_by) > 0 then
            raise exception 'run % begins opened, without totals and signatures', new.name;
        end if;
        return new;
    end if;
    select may_set into allowed from run_move where from_state = old.state and to_state = new.state;
    if not found then
        raise exception 'run % is %: it cannot become %', old.name, old.state, new.state;
    end if;
    select coalesce(array_agg(n.key), '{}') into touched
    from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key)
    where n.value <> o.value and n.key <> 'state';
    if not touched <@ allowed then
        raise exception 'run % (% to %): % cannot be changed', old.name, old.state, new.state, touched;
    end if;
    perform require_signatures(new);
    if old.state = 'exported' and new.state = 'cancelled' and new.cancel_proposed_by is null then
        raise exception 'run % was exported: two people cancel it', old.name;
    end if;
    if old.state = 'opened' and new.state = 'assessed' then
        if new.shards_left <> 0 or exists (select from run_shard where run_id = new.run_id and not done) then
            raise exception 'run % is not worked out yet', old.name;
        end if;
        -- Whatever is still being written into it ends first.
        lock table only payment_line in share mode;
    end if;
    return new;
end $$;

create function require_signatures(run payout_run) returns void language plpgsql as $$
begin
    if run.state = 'cancelled' then
        if run.cancelled_by is null then raise exception 'run % is cancelled by nobody', run.name; end if;
        return;
    end if;
    if (run.state <> 'opened') <> (run.content_root is not null)
        or num_nonnulls(run.row_count, run.line_count, run.sum_fen, run.held_fen, run.content_root) not in (0, 5)
        or (run.state not in ('opened', 'assessed')) <> (run.submitted_by is not null)
        or (run.state not in ('opened', 'assessed', 'submitted')) <> (run.checked_by is not null)
        or (run.state not in ('opened', 'assessed', 'submitted', 'checked')) <> (run.approved_by is not null)
        or num_nonnulls(run.approved_by, run.approved_at, run.approved_on, run.approval_act) not in (0, 4)
        or run.state = 'exported' and run.exported_by is null then
        raise exception 'run % cannot be % with these totals and signatures', run.name, run.state;
    end if;
end $$;
create trigger payout_run_guarded before insert or update on payout_run
    for each row execute function guard_run();

-- Lines are let in for open runs only. The condition of the trigger names them, so that a million rows cost a comparison
-- of numbers each; a transition table would make COPY write row by row here. Replacing it lets readers go on.
create function refuse_line() returns trigger language plpgsql as $$
begin
    raise exception 'run % takes no lines', new.run_id;
end $$;

create function admit_lines() returns void
    language plpgsql security definer set search_path = disburse, pg_temp as $$
declare
    open_runs int[];
begin
    lock table payment_line in share row exclusive mode;
    select coalesce(array_agg(run_id order by run_id), '{}') into open_runs from payout_run where state = 'opened';
    delete from admitted_run;
    insert into admitted_run select unnest(open_runs);
    execute 'create or replace trigger payment_line_of_open_run after insert on payment_line for each row when ('
        || case cardinality(open_runs)
            when 0 then 'true'
            when 1 then format('new.run_id <> %s', open_runs[1])
            else format('new.run_id <> all (%L::int[])', open_runs) end
        || ') execute function refuse_line()';
end $$;

create function admit_run() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
begin
    if new.state = 'opened' then
        -- A draft worked out again is admitted already.
        if not exists (select from admitted_run where run_id = new.run_id) then perform admit_lines(); end if;
    elsif exists (select from payout_run where state = 'opened') then
        if exists (select from admitted_run where run_id = new.run_id) then perform admit_lines(); end if;
    end if;
    return null;
end $$;
create trigger payout_run_admitted after insert or update of state on payout_run
    for each row execute function admit_run();

create function guard_lines() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
begin
    if not exists (select from payout_run where state = 'opened') then
        raise exception 'no run is open: none takes lines';
    end if;
    return null;
end $$;
create trigger payment_line_guarded before insert on payment_line
    for each statement execute function guard_lines();

-- What else belongs to a run comes in with its lines.
create function guard_rows() returns trigger
    language plpgsql security definer set search_path = disburse, pg_temp as $$
declare
    closed int;
begin
    select a.run_id into closed from (select distinct run_id from added) a left join payout_run r using (run_id)
    where r.state is distinct from 'opened' limit 1;
    if found then raise exception 'run % takes no rows of %', closed, tg_table_name; end if;
    return null;
end $$;
do $$
declare
    belonging text;
begin
    foreach belonging in array array['held_amount', 'claim', 'undecided_month', 'rounding_difference', 'run_exception',
        'run_person', 'run_shard', 'run_bridge'] loop
        execute format('create trigger %I after insert on %I referencing new table as added for each statement '
            'execute function guard_rows()', belonging || '_guarded', belonging);
    end loop;
end $$;

create function guard_shard() returns trigger language plpgsql as $$
begin
    if old.done or not new.done or (new.run_id, new.ordinal, new.first_person, new.last_person, new.known_through)
        <> (old.run_id, old.ordinal, old.first_person, old.last_person, old.known_through) then
        raise exception 'shard % of run % is done once', old.ordinal, old.run_id;
    end if;
    return new;
end $$;
create trigger run_shard_done_once before update on run_shard for each row execute function guard_shard();

-- As before; the state is looked at first, and again under the lock; what was once signed for good is no draft.
create or replace function discard_draft(wanted int) returns void
    language plpgsql security definer set search_path = disburse, pg_temp as $$
declare
    run payout_run;
begin
    select * into run from payout_run where run_id = wanted;
    if run.state is null or run.state not in ('opened', 'assessed') then
        raise exception 'run % is %: only a draft can be discarded', wanted, run.state;
    end if;
    -- The shards before the run: a worker locks its shard first, and so must this.
    perform from run_shard where run_id = wanted order by ordinal for update;
    select * into run from payout_run where run_id = wanted for update;
    if run.state not in ('opened', 'assessed') or num_nonnulls(run.submitted_by, run.approval_act, run.exported_by) > 0
    then
        raise exception 'run % is %: only a draft can be discarded', wanted, run.state;
    end if;
    delete from run_shard where run_id = wanted;
    delete from payment_line where run_id = wanted;
    delete from held_amount where run_id = wanted;
    delete from claim where run_id = wanted;
    delete from undecided_month where run_id = wanted;
    delete from rounding_difference where run_id = wanted;
    delete from run_exception where run_id = wanted;
    delete from run_person where run_id = wanted;
    delete from run_bridge where run_id = wanted;
end $$;

revoke all on function admit_lines() from public;
select admit_lines();

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select on run_move to disburse_application;
        grant select, insert on run_bridge to disburse_application;
    end if;
end $$;
