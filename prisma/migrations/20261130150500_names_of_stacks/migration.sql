-- Names of stacks in the networks of destinations that their compose files name. They stay in that network, whatever
-- becomes of the place of the workload.
ALTER TABLE "network_aliases" ADD COLUMN "is_of_file" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "network_aliases" DROP CONSTRAINT "network_aliases_pkey",
  ADD CONSTRAINT "network_aliases_pkey" PRIMARY KEY ("workload_id", "alias", "destination_id");

-- Waits for a switch of the destination, and makes one wait.
CREATE OR REPLACE FUNCTION place_network_alias() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.is_of_file THEN
    NEW.environment_id := NULL;
    PERFORM 1 FROM destinations d WHERE d.id = NEW.destination_id FOR SHARE;
    RETURN NEW;
  END IF;
  SELECT w.destination_id, CASE WHEN d.is_isolated THEN w.environment_id END
    INTO NEW.destination_id, NEW.environment_id
    FROM workloads w JOIN destinations d ON d.id = w.destination_id
    WHERE w.id = NEW.workload_id FOR SHARE OF d;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION move_network_aliases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE network_aliases a
    SET destination_id = NEW.destination_id,
        environment_id = (SELECT NEW.environment_id FROM destinations d WHERE d.id = NEW.destination_id AND d.is_isolated)
    WHERE a.workload_id = NEW.id AND NOT a.is_of_file;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION switch_network_aliases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE network_aliases a SET environment_id = CASE WHEN NEW.is_isolated THEN w.environment_id END
    FROM workloads w WHERE w.id = a.workload_id AND a.destination_id = NEW.id AND NOT a.is_of_file;
  PERFORM claim_network_aliases(NEW.id);
  RETURN NULL;
END $$;
