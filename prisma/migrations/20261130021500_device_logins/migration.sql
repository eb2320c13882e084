-- Sign-ins of the command line that wait for a user in the console.
CREATE TABLE "device_logins" (
    "id" UUID NOT NULL,
    "device_hash" TEXT NOT NULL,
    "user_code_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "denied_at" TIMESTAMPTZ(6),
    "approved_at" TIMESTAMPTZ(6),
    "collected_at" TIMESTAMPTZ(6),
    "grant_user_id" UUID,
    "grant_organization_id" UUID,
    "abilities" TEXT[],
    "grant_expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "device_logins_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "device_logins_device_hash_key" ON "device_logins"("device_hash");
CREATE UNIQUE INDEX "device_logins_user_code_hash_key" ON "device_logins"("user_code_hash");
CREATE INDEX "device_logins_expires_at_idx" ON "device_logins"("expires_at");

ALTER TABLE "device_logins" ADD CONSTRAINT "device_logins_grant_user_id_fkey" FOREIGN KEY ("grant_user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "device_logins" ADD CONSTRAINT "device_logins_grant_organization_id_fkey" FOREIGN KEY ("grant_organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
