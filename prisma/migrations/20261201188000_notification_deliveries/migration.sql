-- Signing secrets and failures of the webhook of an organization, and the log of what it was sent.
ALTER TABLE "notification_channels"
    ADD COLUMN "signing_sealed" BYTEA,
    ADD COLUMN "failing_since" TIMESTAMPTZ(6),
    ADD COLUMN "disabled_at" TIMESTAMPTZ(6),
    ADD COLUMN "disabled_reason" TEXT;

CREATE TABLE "notification_deliveries" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "retry" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(6),
    "claimed_until" TIMESTAMPTZ(6),
    "last_attempt_at" TIMESTAMPTZ(6),
    "response_status" INTEGER,
    "duration_ms" INTEGER,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "notification_deliveries_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "notification_deliveries_uuid_key" ON "notification_deliveries"("uuid");
CREATE INDEX "notification_deliveries_organization_id_id_idx" ON "notification_deliveries"("organization_id", "id" DESC);
CREATE INDEX "notification_deliveries_created_at_idx" ON "notification_deliveries"("created_at");
CREATE INDEX "notification_deliveries_next_attempt_at_idx" ON "notification_deliveries"("next_attempt_at") WHERE "status" = 'pending';

ALTER TABLE "notification_deliveries" ADD CONSTRAINT "notification_deliveries_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "notification_attempts" (
    "id" SERIAL NOT NULL,
    "delivery_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "attempted_at" TIMESTAMPTZ(6) NOT NULL,
    "response_status" INTEGER,
    "duration_ms" INTEGER NOT NULL,
    "error" TEXT,

    CONSTRAINT "notification_attempts_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "notification_attempts_delivery_id_number_key" ON "notification_attempts"("delivery_id", "number");

ALTER TABLE "notification_attempts" ADD CONSTRAINT "notification_attempts_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "notification_deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;
