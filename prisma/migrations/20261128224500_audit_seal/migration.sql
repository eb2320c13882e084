-- Rows are sealed with a key from now on (version 2); rows that are there keep their plain hash (version 1).
ALTER TABLE "audit_logs" ADD COLUMN     "version" SMALLINT NOT NULL DEFAULT 1,
ADD COLUMN     "seal_key" TEXT,
ADD COLUMN     "group_id" TEXT;

CREATE INDEX "audit_logs_group_id_idx" ON "audit_logs"("group_id");

ALTER TABLE "audit_heads" ADD COLUMN     "mac" TEXT NOT NULL DEFAULT '';

-- Rows on their way into the trail: written before what they are about begins, or while the trail is held up.
CREATE TABLE "audit_outbox" (
    "id" BIGSERIAL NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_final" BOOLEAN NOT NULL DEFAULT false,
    "record" JSONB NOT NULL,

    CONSTRAINT "audit_outbox_pkey" PRIMARY KEY ("id")
);
