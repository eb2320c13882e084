-- Deliveries of forges that are being handled; what a crash leaves is finished by a sweep.
CREATE TABLE "received_webhooks" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "workload_ids" INTEGER[] NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "received_webhooks_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "received_webhooks_organization_id_idx" ON "received_webhooks"("organization_id");
CREATE INDEX "received_webhooks_received_at_idx" ON "received_webhooks"("received_at");

ALTER TABLE "received_webhooks" ADD CONSTRAINT "received_webhooks_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
