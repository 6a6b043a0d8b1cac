-- Map runs that go on when their execution is redriven. Column comments: see MapRunTable.

ALTER TABLE map_runs ADD COLUMN redrives INTEGER NOT NULL DEFAULT 0;
ALTER TABLE map_runs ADD COLUMN redrive_ms INTEGER;
ALTER TABLE map_runs ADD COLUMN redrive_from INTEGER NOT NULL DEFAULT 0;
ALTER TABLE map_runs ADD COLUMN pending_redrive INTEGER NOT NULL DEFAULT 0;
ALTER TABLE map_runs ADD COLUMN not_redrivable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE map_runs ADD COLUMN items_pending_redrive INTEGER NOT NULL DEFAULT 0;
ALTER TABLE map_runs ADD COLUMN items_not_redrivable INTEGER NOT NULL DEFAULT 0;

ALTER TABLE map_inputs ADD COLUMN earlier INTEGER;
