-- Accounts of people who work here: nobody else's money goes there unseen. Appended; the latest of a name and account counts.
create table staff_account (
    act bigint not null,
    name text not null check (name <> ''),
    account text not null check (account ~ '^[0-9]+$'),
    is_ended boolean not null,
    document text,
    primary key (name, account, act)
);

do $$
begin
    if exists (select from pg_roles where rolname = 'disburse_application') then
        grant select, insert on staff_account to disburse_application;
    end if;
end $$;
