-- The moves of a run, as Domain has them (RunMoves), and which columns each may set. A row from a state to itself: what
-- may change while the run stays there. What is not named here never changes.
create table run_move (
    from_state text not null,
    to_state text not null,
    may_set text[] not null,
    primary key (from_state, to_state)
);

-- An open proposal to cancel counts only as long as nothing was opened, signed or cancelled after it.
alter table payout_run add cancel_proposed_act bigint;
-- What was sent for the month before, with its supplementary runs: where the bridge begins.
alter table payout_run add last_fen bigint;
update payout_run set cancel_proposed_by = null where state = 'exported' and cancel_proposed_by is not null;

insert into run_move (from_state, to_state, may_set) values
    ('opened', 'opened', '{known_through, basis_run, is_full, is_partial, document, opened_on, opened_at, shards_left, note}'),
    ('opened', 'assessed', '{row_count, line_count, sum_fen, held_fen, content_root, last_fen, note}'),
    ('opened', 'cancelled', '{cancelled_by, cancelled_at, cancel_document, note}'),
    ('assessed', 'opened', '{known_through, basis_run, is_full, is_partial, document, opened_on, opened_at, shards_left,
        row_count, line_count, sum_fen, held_fen, content_root, last_fen, note}'),
    ('assessed', 'submitted', '{submitted_by, submitted_at, note}'),
    ('assessed', 'cancelled', '{cancelled_by, cancelled_at, cancel_document, note}'),
    ('submitted', 'assessed', '{submitted_by, submitted_at, note}'),
    ('submitted', 'checked', '{checked_by, checked_at, note}'),
    ('checked', 'assessed', '{submitted_by, submitted_at, checked_by, checked_at, note}'),
    ('checked', 'approved', '{approved_by, approved_at, approved_on, approval_act, note}'),
    ('approved', 'at-finance', '{}'),
    ('approved', 'exported', '{exported_by, exported_at}'),
    ('approved', 'cancelled', '{cancelled_by, cancelled_at, cancel_document, note}'),
    ('at-finance', 'assessed', '{submitted_by, submitted_at, checked_by, checked_at, approved_by, approved_at,
        approved_on, approval_act, note}'),
    ('at-finance', 'funded', '{}'),
    ('at-finance', 'cancelled', '{cancelled_by, cancelled_at, cancel_document, note}'),
    ('funded', 'exported', '{exported_by, exported_at}'),
    ('funded', 'cancelled', '{cancelled_by, cancelled_at, cancel_document, note}'),
    ('exported', 'exported', '{cancel_proposed_by, cancel_proposed_act, note}'),
    ('exported', 'sending', '{}'),
    ('exported', 'cancelled', '{cancelled_by, cancelled_at, cancel_document, note}'),
    ('sending', 'sent', '{}'),
    ('sending', 'in-doubt', '{}'),
    ('sent', 'exported', '{}'),
    ('sent', 'settled', '{}'),
    ('in-doubt', 'exported', '{}'),
    ('in-doubt', 'sent', '{}'),
    ('settled', 'closed', '{}');

-- The bridge from the month before, a row per shard, written with its lines. Fen of the month's own benefit only.
create table run_bridge (
    run_id int not null references payout_run,
    shard int not null,
    last_people int not null,
    last_fen bigint not null,
    came_people int not null,
    came_fen bigint not null,
    left_people int not null,
    left_fen bigint not null,
    more_people int not null,
    more_fen bigint not null,
    less_people int not null,
    less_fen bigint not null,
    this_people int not null,
    this_fen bigint not null,
    primary key (run_id, shard),
    check (last_people + came_people - left_people = this_people),
    check (last_fen + came_fen - left_fen + more_fen - less_fen = this_fen)
);

-- The runs whose lines the trigger on payment_line lets in.
create table admitted_run (run_id int primary key);
