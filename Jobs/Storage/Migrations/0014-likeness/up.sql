-- Whoever came to look like somebody by what was recorded last is the one who waits, also where he has been known for
-- longer.
alter table likeness drop constraint likeness_check, add constraint likeness_of_two check (other_person_id <> person_id);

-- A paper brought by a person.
create index attachment_person on attachment (person_id) where person_id is not null;
