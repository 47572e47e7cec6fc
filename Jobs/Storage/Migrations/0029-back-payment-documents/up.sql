-- 社保补缴: what was taken back can come again, under a document of its own.
alter table billed_span add column document text check (document <> '');
drop index billed_span_once;
create unique index billed_span_once on billed_span
    (case_id, kind, from_month, to_month, base_fen, unit_fen, personal_fen, other_fen, is_withdrawal,
    coalesce(other_kind, ''), coalesce(id_number, ''), coalesce(name, ''), coalesce(document, ''));
alter table covered_month add column document text check (document <> '');
drop index covered_month_once;
create unique index covered_month_once on covered_month
    (number_id, kind, month, coalesce(is_withdrawal, false), coalesce(document, ''));
