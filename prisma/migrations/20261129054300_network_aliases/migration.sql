-- Further names of workloads, unique in their network (deployment contract D18.3). Triggers place each in the network of
-- its workload: that of the environment where the destination isolates environments, else that of the destination.
CREATE TABLE "network_aliases" (
  "workload_id" INTEGER NOT NULL,
  "alias" TEXT NOT NULL,
  "destination_id" INTEGER NOT NULL DEFAULT 0,
  "environment_id" INTEGER,
  CONSTRAINT "network_aliases_pkey" PRIMARY KEY ("workload_id", "alias"),
  CONSTRAINT "network_aliases_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workloads" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "network_aliases_isolated" ON "network_aliases" ("destination_id", "environment_id", "alias")
  WHERE "environment_id" IS NOT NULL;
CREATE UNIQUE INDEX "network_aliases_shared" ON "network_aliases" ("destination_id", "alias")
  WHERE "environment_id" IS NULL;

-- Waits for a switch of the destination, and makes one wait.
CREATE FUNCTION place_network_alias() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT w.destination_id, CASE WHEN d.is_isolated THEN w.environment_id END
    INTO NEW.destination_id, NEW.environment_id
    FROM workloads w JOIN destinations d ON d.id = w.destination_id
    WHERE w.id = NEW.workload_id FOR SHARE OF d;
  RETURN NEW;
END $$;
CREATE TRIGGER place_network_alias BEFORE INSERT ON "network_aliases"
  FOR EACH ROW EXECUTE FUNCTION place_network_alias();

-- Aliases of applications that have none yet and that no other has in the same network: the older one keeps it.
CREATE FUNCTION claim_network_aliases(destination INTEGER) RETURNS void LANGUAGE sql AS $$
  INSERT INTO network_aliases (workload_id, alias)
  SELECT a.id, lower(btrim(part))
  FROM applications a JOIN workloads w ON w.id = a.id
  CROSS JOIN LATERAL regexp_split_to_table(concat_ws(',', a.custom_network_aliases, a.custom_internal_name), ',') part
  WHERE w.destination_id = destination AND btrim(part) <> ''
  ORDER BY a.id
  ON CONFLICT DO NOTHING;
$$;

CREATE FUNCTION move_network_aliases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE network_aliases a
    SET destination_id = NEW.destination_id,
        environment_id = (SELECT NEW.environment_id FROM destinations d WHERE d.id = NEW.destination_id AND d.is_isolated)
    WHERE a.workload_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER move_network_aliases AFTER UPDATE OF "environment_id", "destination_id" ON "workloads"
  FOR EACH ROW WHEN ((OLD.environment_id, OLD.destination_id) IS DISTINCT FROM (NEW.environment_id, NEW.destination_id))
  EXECUTE FUNCTION move_network_aliases();

CREATE FUNCTION switch_network_aliases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE network_aliases a SET environment_id = CASE WHEN NEW.is_isolated THEN w.environment_id END
    FROM workloads w WHERE w.id = a.workload_id AND a.destination_id = NEW.id;
  PERFORM claim_network_aliases(NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER switch_network_aliases AFTER UPDATE OF "is_isolated" ON "destinations"
  FOR EACH ROW WHEN (OLD.is_isolated IS DISTINCT FROM NEW.is_isolated)
  EXECUTE FUNCTION switch_network_aliases();

SELECT claim_network_aliases(id) FROM "destinations" ORDER BY id;
