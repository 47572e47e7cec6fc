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
