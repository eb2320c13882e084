-- A second server of an organization at the same address is refused, whatever its port. Servers that share an address
-- already keep it until they move.
ALTER TABLE "servers" ADD COLUMN "shares_address" BOOLEAN NOT NULL DEFAULT false;

UPDATE "servers" SET "shares_address" = true
WHERE EXISTS (
  SELECT 1 FROM "servers" AS "older"
  WHERE "older"."organization_id" = "servers"."organization_id"
    AND "older"."ip" = "servers"."ip"
    AND "older"."id" < "servers"."id"
);

CREATE UNIQUE INDEX "servers_address" ON "servers"("organization_id", "ip") WHERE NOT "shares_address";

-- At a new address a server shares nothing.
CREATE FUNCTION claim_server_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.shares_address := false;
  RETURN NEW;
END $$;

CREATE TRIGGER servers_claim_address BEFORE UPDATE OF "ip" ON "servers" FOR EACH ROW
WHEN (OLD."ip" IS DISTINCT FROM NEW."ip") EXECUTE FUNCTION claim_server_address();

-- When the one that holds an address leaves it, the next that shares it holds it.
CREATE FUNCTION pass_server_address_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "servers" SET "shares_address" = false WHERE "id" = (
    SELECT min("id") FROM "servers" WHERE "organization_id" = OLD."organization_id" AND "ip" = OLD."ip"
  );
  RETURN NULL;
END $$;

CREATE TRIGGER servers_address_left AFTER UPDATE OF "ip" ON "servers" FOR EACH ROW
WHEN (OLD."ip" IS DISTINCT FROM NEW."ip" AND NOT OLD."shares_address") EXECUTE FUNCTION pass_server_address_on();

CREATE TRIGGER servers_address_deleted AFTER DELETE ON "servers" FOR EACH ROW
WHEN (NOT OLD."shares_address") EXECUTE FUNCTION pass_server_address_on();
