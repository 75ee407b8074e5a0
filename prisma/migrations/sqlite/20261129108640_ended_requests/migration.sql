-- Why a request ended without a decision. The version before this one reads it as expired.
ALTER TABLE "ChangeRequest" ADD COLUMN "endedBecause" TEXT;
