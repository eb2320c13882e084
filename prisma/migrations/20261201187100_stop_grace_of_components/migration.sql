-- How long a component of a compose file may take to stop. null: as its workload, until its file is read again.
ALTER TABLE "components" ADD COLUMN "stop_grace_seconds" INTEGER;
ALTER TABLE "preview_components" ADD COLUMN "stop_grace_seconds" INTEGER;
