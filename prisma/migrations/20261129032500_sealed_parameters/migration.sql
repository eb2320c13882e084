-- What an operation is given and no one may read waits sealed in a column of its own, and is gone when it has ended.
ALTER TABLE "operations" ADD COLUMN "sealed_parameters" BYTEA;
