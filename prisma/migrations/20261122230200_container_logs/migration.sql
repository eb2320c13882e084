-- CreateTable
CREATE TABLE "container_log_chunks" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "application_id" INTEGER NOT NULL,
    "container_id" TEXT NOT NULL,
    "container_name" TEXT NOT NULL,
    "deployment_uuid" TEXT,
    "started_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6) NOT NULL,
    "exit_code" INTEGER,
    "sequence" INTEGER NOT NULL,
    "lines" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "container_log_chunks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "container_log_chunks_application_id_id_idx" ON "container_log_chunks"("application_id", "id" DESC);

-- CreateIndex
CREATE INDEX "container_log_chunks_organization_id_idx" ON "container_log_chunks"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "container_log_chunks_application_id_container_id_sequence_key" ON "container_log_chunks"("application_id", "container_id", "sequence");

-- AddForeignKey
ALTER TABLE "container_log_chunks" ADD CONSTRAINT "container_log_chunks_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;
