-- Who else receives on an account, asked for the few accounts that changed; and which people changed since an act.
create index person_version_account on person_version using hash (account) where account is not null;
create index person_version_known_from on person_version using brin (known_from) with (pages_per_range = 16);
