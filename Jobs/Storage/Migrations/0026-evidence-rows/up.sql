-- A row that says anything else is another row: 原因 may make it strong, a name that was mended ours. By their digest: the
-- texts may be longer than an index takes.
drop index evidence_once;
create unique index evidence_once on evidence (number, coalesce(on_day, '-infinity'), (md5(
    source || chr(31) || fact || chr(31) || name || chr(31) || coalesce(document, '') || chr(31)
    || coalesce(reason, '') || chr(31) || coalesce(detail, '') || chr(31) || id_number)::uuid));
