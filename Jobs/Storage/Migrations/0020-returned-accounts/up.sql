-- Whose account money came back from: found by the account, not by going through all results there ever were.
create index row_result_account on row_result (account) where outcome in (2, 3);
