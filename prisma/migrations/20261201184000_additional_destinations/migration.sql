ALTER TABLE "workloads" ADD COLUMN "follows_id" INTEGER;
ALTER TABLE "workloads" ADD CONSTRAINT "workloads_follows_id_fkey" FOREIGN KEY ("follows_id") REFERENCES "workloads" ("id")
  ON DELETE NO ACTION ON UPDATE CASCADE;
CREATE UNIQUE INDEX "workloads_follows_id_destination_id_key" ON "workloads" ("follows_id", "destination_id");

ALTER TABLE "operations" ADD COLUMN "parent_id" INTEGER;
ALTER TABLE "operations" ADD CONSTRAINT "operations_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "operations" ("id")
  ON DELETE SET NULL ON UPDATE CASCADE;
CREATE UNIQUE INDEX "operations_parent_id_workload_id_key" ON "operations" ("parent_id", "workload_id");

-- What an additional destination has of its application, so that lists and machines never see an older name or place.
CREATE FUNCTION lead_followers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE workloads
    SET name = NEW.name, environment_id = NEW.environment_id, max_restart_count = NEW.max_restart_count,
        stop_grace_period = NEW.stop_grace_period, updated_at = NEW.updated_at
    WHERE follows_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER lead_followers AFTER UPDATE OF "name", "environment_id", "max_restart_count", "stop_grace_period"
  ON "workloads" FOR EACH ROW EXECUTE FUNCTION lead_followers();
