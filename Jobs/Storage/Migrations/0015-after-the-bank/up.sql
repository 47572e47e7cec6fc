-- Hand-over per file, and what banks say of rows.

-- 传送: how a bank's files get to it; null: people carry them.
alter table paying_bank add link text, add host_key text;

-- A file of an exported run. It moves by its table of moves, as runs do.
create table bank_file (
    run_id int not null references payout_run,
    name text not null,
    bank text not null,
    bank_ordinal smallint not null,
    profile text not null,
    part smallint not null check (part > 0),
    transmission smallint not null check (transmission between 1 and 99),
    message_id text not null,
    -- Bank rows lie in order of identity number: these and all between them of this bank are in it.
    first_id_number text not null,
    last_id_number text not null,
    row_count bigint not null check (row_count > 0),
    sum_fen bigint not null check (sum_fen > 0),
    bytes bigint not null check (bytes > 0),
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    -- The last row that was struck out before it was written; 0: none was.
    struck_through bigint not null,
    folder text not null,
    state text not null check (state in ('exported', 'sending', 'sent', 'in-doubt', 'settled', 'rejected', 'replaced')),
    handed_over_act bigint,
    handed_over_by text,
    handed_over_for text,
    handed_over_on date,
    handed_over_at timestamptz,
    receipt text,
    receipt_act bigint,
    proposed_outcome text check (proposed_outcome in ('received', 'not-received', 'rejected')),
    proposed_by text,
    proposed_for text,
    proposed_act bigint,
    proposed_document text,
    -- The first result: from then on a row without a result of its own was paid.
    answered_act bigint,
    primary key (run_id, name)
);
create unique index bank_file_live on bank_file (run_id, bank, part) where state not in ('replaced', 'rejected');
create index bank_file_message on bank_file (message_id);

create table file_move (
    from_state text not null,
    to_state text not null,
    may_set text[] not null,
    primary key (from_state, to_state)
);
insert into file_move (from_state, to_state, may_set) values
    ('exported', 'exported', '{folder}'),
    ('exported', 'replaced', '{}'),
    ('exported', 'sending', '{handed_over_act, handed_over_by, handed_over_for, handed_over_on, handed_over_at}'),
    ('sending', 'sent', '{}'),
    ('sending', 'in-doubt', '{}'),
    ('in-doubt', 'in-doubt', '{proposed_outcome, proposed_by, proposed_for, proposed_act, proposed_document}'),
    ('in-doubt', 'sent', '{proposed_outcome, proposed_by, proposed_for, proposed_act, proposed_document}'),
    ('in-doubt', 'exported', '{handed_over_act, handed_over_by, handed_over_for, handed_over_on, handed_over_at,
        proposed_outcome, proposed_by, proposed_for, proposed_act, proposed_document}'),
    ('sent', 'sent', '{receipt, receipt_act, answered_act, proposed_outcome, proposed_by, proposed_for, proposed_act,
        proposed_document}'),
    ('sent', 'settled', '{answered_act}'),
    ('sent', 'rejected', '{proposed_outcome, proposed_by, proposed_for, proposed_act, proposed_document}'),
    ('settled', 'settled', '{receipt, receipt_act}');

-- What became of a bank row: of those of a row the latest counts. Of a file that was answered, a row without any was
-- paid; so these are few.
create table row_result (
    run_id int not null,
    person_id int not null,
    act bigint not null,
    outcome smallint not null check (outcome between 1 and 6),
    row_fen bigint not null check (row_fen > 0),
    credited_fen bigint not null check (credited_fen between 0 and row_fen),
    -- The first benefit month of its lines: what counts as paid changes from there on.
    reach_month date not null,
    bank text,
    account text,
    reason text,
    reason_text text,
    bank_serial text,
    new_account text,
    document text,
    primary key (run_id, person_id, act),
    check (outcome <> 1 or credited_fen = row_fen),
    check (outcome not in (2, 3, 5, 6) or credited_fen = 0),
    check (outcome <> 4 or credited_fen between 1 and row_fen - 1),
    check ((outcome in (2, 3)) = (reason is not null) or outcome in (4, 5, 6))
);
create index row_result_person on row_result (person_id);
create index row_result_act on row_result (act);

-- A file of results as it came in.
create table result_file (
    act bigint not null,
    ordinal smallint not null,
    file_name text not null,
    sha256 text not null,
    bank text not null,
    row_count int not null,
    primary key (act, ordinal)
);
create unique index result_file_once on result_file (sha256);

-- What people say on the strength of a bank's paper: of an account that it takes money after all, of a row what became
-- of it. The first says it, the second confirms what the first said.
create table bank_word (
    act bigint primary key,
    kind text not null check (kind in ('account', 'row')),
    person_id int not null,
    account text,
    run_id int,
    outcome smallint,
    credited_fen bigint,
    reason text,
    document text not null check (document <> ''),
    said_by text not null,
    said_for text,
    confirms bigint references bank_word,
    check ((kind = 'account') = (account is not null)),
    check ((kind = 'row') = (run_id is not null and outcome is not null))
);
create unique index bank_word_confirmed on bank_word (confirms) where confirms is not null;
create index bank_word_account on bank_word (account) where account is not null;
