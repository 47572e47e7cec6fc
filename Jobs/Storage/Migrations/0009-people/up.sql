-- Users: facts are appended, the latest of a name counts.
alter table app_user
    add column is_disabled boolean not null default false,
    add column document text,
    add constraint app_user_roles check (cardinality(roles) > 0
        and roles <@ array['经办', '复核', '审批', '财务', '审计', '管理']),
    -- Who manages users, and who audits, does nothing else (rules §9).
    add constraint app_user_alone check (cardinality(roles) = 1 or not roles && array['审计', '管理']);

-- Apart from the users, so that no list of users can take it along.
create table user_password (
    name text not null,
    hash text not null check (length(hash) >= 40),
    -- Given by somebody else: good for setting one's own only.
    is_initial boolean not null,
    act bigint not null,
    primary key (name, act)
);

-- Every attempt to sign in; what is counted is what followed the last good one under the same password.
create table sign_in (
    sign_in_id bigint generated always as identity primary key,
    name text not null,
    password_act bigint not null,
    attempted_at timestamptz not null,
    outcome text not null check (outcome in ('good', 'wrong', 'locked')),
    system_user text not null
);
create index sign_in_name on sign_in (name, sign_in_id desc);

-- 代理: somebody else's role, on these days, both included.
create table delegation (
    act bigint primary key,
    from_name text not null,
    to_name text not null check (to_name <> from_name),
    role text not null check (role in ('经办', '复核', '审批', '财务')),
    from_day date not null,
    to_day date not null check (to_day >= from_day),
    document text not null check (document <> '')
);

create table delegation_end (
    delegation bigint primary key references delegation,
    act bigint not null,
    ended_on date not null,
    document text
);

-- Whose role was used. Null: the person's own.
alter table act add column performed_for text;
alter table audit_entry add column performed_for text;
alter table payout_run
    add column submitted_for text, add column checked_for text, add column approved_for text,
    add column exported_for text, add column cancel_proposed_for text, add column cancelled_for text,
    add constraint payout_run_for check (
        (submitted_for is null or submitted_for <> submitted_by) and (submitted_for is null or submitted_by is not null)
        and (checked_for is null or checked_for <> checked_by) and (checked_for is null or checked_by is not null)
        and (approved_for is null or approved_for <> approved_by) and (approved_for is null or approved_by is not null)
        and (exported_for is null or exported_for <> exported_by)),
    -- A delegate and the one he stands for are one person: together they sign once.
    add constraint payout_run_three_people check (
        not array_remove(array[submitted_by, submitted_for], null) && array_remove(array[checked_by, checked_for], null)
        and not array_remove(array[submitted_by, submitted_for], null)
            && array_remove(array[approved_by, approved_for], null)
        and not array_remove(array[checked_by, checked_for], null)
            && array_remove(array[approved_by, approved_for], null)),
    add constraint payout_run_exporter check (
        not array_remove(array[submitted_by, submitted_for], null)
            && array_remove(array[exported_by, exported_for], null)),
    add constraint payout_run_cancellers check (
        not array_remove(array[cancel_proposed_by, cancel_proposed_for], null)
            && array_remove(array[cancelled_by, cancelled_for], null));

update run_move set may_set = may_set || array(
    select replace(c, '_by', '_for') from unnest(may_set) c
    where c in ('submitted_by', 'checked_by', 'approved_by', 'exported_by', 'cancel_proposed_by', 'cancelled_by'));
