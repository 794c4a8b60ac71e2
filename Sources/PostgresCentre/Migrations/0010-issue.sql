-- In which order a booth's assignments were issued. Their first days do not tell: the office's clock may
-- have been ahead. Rows are never moved here, so those that are there are numbered as they came.

ALTER TABLE loket.assignment ADD COLUMN issue bigint GENERATED ALWAYS AS IDENTITY;
