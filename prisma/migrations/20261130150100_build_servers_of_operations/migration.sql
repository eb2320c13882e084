-- Deployments that build elsewhere count among the builds of that server.
ALTER TABLE "operations" ADD COLUMN "build_server_id" INTEGER;

CREATE INDEX "operations_build_server_id_idx" ON "operations"("build_server_id");

ALTER TABLE "operations" ADD CONSTRAINT "operations_build_server_id_fkey"
  FOREIGN KEY ("build_server_id") REFERENCES "servers"("id") ON DELETE SET NULL ON UPDATE CASCADE;
