-- Every custom part so far is Caddy's.
ALTER TABLE "proxy_configurations" ADD COLUMN "program" "ProxyKind" NOT NULL DEFAULT 'caddy';
DROP INDEX "proxy_configurations_server_id_id_idx";
CREATE INDEX "proxy_configurations_server_id_program_id_idx" ON "proxy_configurations"("server_id", "program", "id" DESC);

ALTER TABLE "servers" ADD COLUMN "redirect_enabled" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "servers" ADD COLUMN "redirect_url" TEXT;
