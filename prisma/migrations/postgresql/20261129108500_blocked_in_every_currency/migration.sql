-- Blocked means in every currency now, so the background computes the state of these accounts again.
UPDATE "ConnectedAccount" SET "stateUntil" = NULL WHERE "state" = 'blocked';
