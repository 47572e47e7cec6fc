do $$
begin
    assert exists (select from act_tables() where name = 'staff_account'), 'what acts said of them is proved';
end $$;
