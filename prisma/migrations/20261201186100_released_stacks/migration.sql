-- What a stack released last, by which plans compare.
ALTER TABLE "stacks" ADD COLUMN "released" JSONB;
