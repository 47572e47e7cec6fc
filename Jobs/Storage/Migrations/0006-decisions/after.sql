do $$
begin
    assert not exists (
        select from person_number n
        where n.ended_act is null
            and not exists (select from enrolment e where e.person_id = n.person_id and e.id_number = n.id_number)
            and not exists (
                select from change c
                where c.person_id = n.person_id and c.new_id_number = n.id_number and not exists (
                    select from change w where w.person_id = c.person_id
                        and w.withdraws_act = c.act and w.withdraws_row = c.row_number))),
        'a number finds a person only by a standing fact';
    assert not exists (
        select from enrolment e where not exists (
            select from person_number n
            where n.id_number = e.id_number and n.person_id = e.person_id and n.ended_act is null)),
        'everybody is found by the number enrolled under';
    if exists (select from pg_roles where rolname = 'disburse_application') then
        assert has_column_privilege('disburse_application', 'disburse.person_number', 'ended_act', 'update'),
            'a number can end';
        assert not has_column_privilege('disburse_application', 'disburse.person_number', 'person_id', 'update'),
            'a number never goes over to somebody else';
    end if;
end $$;
