-- Databases share the key of their workload. Ports of a server are handed out by the key of `host_ports`, so that no race
-- gives one to two workloads.

CREATE TABLE "databases" (
    "id" INTEGER NOT NULL,
    "engine" TEXT NOT NULL,
    "image" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "credentials" BYTEA NOT NULL,
    "is_public" BOOLEAN NOT NULL DEFAULT false,
    "public_port" INTEGER,
    "public_port_timeout" INTEGER NOT NULL DEFAULT 3600,
    "health_check_enabled" BOOLEAN NOT NULL DEFAULT true,
    "health_check_interval" INTEGER NOT NULL DEFAULT 15,
    "health_check_timeout" INTEGER NOT NULL DEFAULT 5,
    "health_check_retries" INTEGER NOT NULL DEFAULT 5,
    "health_check_start_period" INTEGER NOT NULL DEFAULT 5,
    "initialized_at" TIMESTAMPTZ(6),

    CONSTRAINT "databases_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "host_ports" (
    "workload_id" INTEGER NOT NULL,
    "server_id" INTEGER NOT NULL,
    "port" INTEGER NOT NULL,
    "protocol" TEXT NOT NULL DEFAULT 'tcp',

    CONSTRAINT "host_ports_pkey" PRIMARY KEY ("server_id", "protocol", "port")
);

CREATE INDEX "host_ports_workload_id_idx" ON "host_ports"("workload_id");

ALTER TABLE "databases" ADD CONSTRAINT "databases_id_fkey" FOREIGN KEY ("id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "host_ports" ADD CONSTRAINT "host_ports_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "host_ports" ADD CONSTRAINT "host_ports_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
