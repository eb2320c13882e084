ALTER TABLE "received_webhooks" ADD COLUMN "ledger_uuid" TEXT;
