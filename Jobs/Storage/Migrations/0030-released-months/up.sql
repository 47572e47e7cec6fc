-- With which act a month left its batch: what finance paid before that was paid for the batch. Months that left before
-- this was kept have no act of their own.
create table released_month (
    batch_id int not null references funding_batch,
    number_id int not null,
    kind smallint not null,
    month date not null,
    act bigint,
    row_number int,
    check ((act is null) = (row_number is null)),
    primary key (batch_id, number_id, kind, month)
);
create index released_month_act on released_month using brin (act);
create index funded_month_batch on funded_month (batch_id);
insert into released_month (batch_id, number_id, kind, month)
select batch_id, number_id, kind, month from funding_batch_month m
where not exists (select from funded_month f where (f.batch_id, f.number_id, f.kind, f.month)
    = (m.batch_id, m.number_id, m.kind, m.month));

-- What batches asked for, and with which act it left them; null: it stands.
create view batch_ask as
select m.batch_id, m.number_id, m.kind, m.month, m.case_id, m.unit_fen, m.help_fen,
    case when r.batch_id is not null then coalesce(r.act, greatest(
        (select max(d.act) from funding_batch_drop d where (d.batch_id, d.case_id) = (m.batch_id, m.case_id)),
        (select s.act from funding_batch_step s where s.batch_id = m.batch_id and s.step = 3)), 0) end as left_act
from funding_batch_month m
left join released_month r using (batch_id, number_id, kind, month);

-- How the money of a batch is divided by level of government: as it was reserved.
create table funding_batch_share (
    batch_id int not null references funding_batch,
    source smallint not null check (source between 1 and 4),
    fen bigint not null check (fen > 0),
    act bigint,
    primary key (batch_id, source)
);
insert into funding_batch_share (batch_id, source, fen)
select e.batch_id, e.source, max(e.fen) from fund_entry e
where e.move = 'reserve' and e.act = (
    select min(r.act) from fund_entry r where r.batch_id = e.batch_id and r.move = 'reserve')
group by e.batch_id, e.source;
