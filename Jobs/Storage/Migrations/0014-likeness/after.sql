do $$
begin
    assert not exists (select from pg_constraint where conname = 'likeness_check'), 'either of two may wait';
    assert to_regclass('disburse.attachment_person') is not null, 'papers of a person are found';
end $$;
