-- What the compose file of an application from Git was read with.
ALTER TABLE "stacks" ADD COLUMN "checkout" BYTEA;
