-- What a rejected row was about, as far as it could be read; and how its case ended, appended like everything else.
alter table rejected_row
    add column row_sha256 text,
    add column category smallint,
    add column subject text,
    add column subject_date text,
    add column document text,
    -- A mended file names the lines of the first one, and nothing keeps an officer from copying a row in it.
    drop constraint rejected_row_kind_file_sha256_line_key;

create table rejection_end (
    rejected_id bigint primary key references rejected_row,
    act bigint not null,
    ended_on date not null,
    how text not null check (how in ('came-in', 'again', 'closed')),
    ended_by text,
    reason text,
    check (how <> 'closed' or (ended_by is not null and reason <> ''))
);

insert into rejection_end (rejected_id, act, ended_on, how, reason)
select rejected_id, 0, closed_on, 'came-in', closed_why from rejected_row where closed_on is not null;

drop index rejected_row_open;
alter table rejected_row drop column closed_on, drop column closed_why;
create index rejected_row_kind on rejected_row (kind);

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on rejection_end to disburse_application;
    end if;
end $$;
