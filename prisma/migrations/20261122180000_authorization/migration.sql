-- CreateEnum
CREATE TYPE "LoginType" AS ENUM ('password', 'github', 'oidc');

-- AlterEnum
ALTER TYPE "MemberRole" ADD VALUE 'custom';

-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "allow_list" TEXT[] DEFAULT ARRAY['*:*']::TEXT[],
ADD COLUMN     "allowed_ips" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "grace_until" TIMESTAMPTZ(6),
ADD COLUMN     "not_before" TIMESTAMPTZ(6),
ADD COLUMN     "rate_limit_requests" INTEGER,
ADD COLUMN     "rate_limit_window" INTEGER,
ADD COLUMN     "rotated_to_id" TEXT,
ADD COLUMN     "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "warned_days" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- AlterTable
ALTER TABLE "audit_logs" ADD COLUMN     "command" JSONB,
ADD COLUMN     "diff" JSONB,
ADD COLUMN     "hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "prev_hash" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "instances" ADD COLUMN     "is_password_enabled" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "is_two_factor_required" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "smtp_encryption" TEXT,
ADD COLUMN     "smtp_from_address" TEXT,
ADD COLUMN     "smtp_from_name" TEXT,
ADD COLUMN     "smtp_host" TEXT,
ADD COLUMN     "smtp_password" BYTEA,
ADD COLUMN     "smtp_port" INTEGER,
ADD COLUMN     "smtp_user" TEXT;

-- AlterTable
ALTER TABLE "memberships" ADD COLUMN     "custom_role_id" UUID,
ADD COLUMN     "is_limited" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "is_host_access_allowed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "max_key_days" INTEGER;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "login_type" "LoginType" NOT NULL DEFAULT 'password',
ADD COLUMN     "passcode_expires_at" TIMESTAMPTZ(6),
ADD COLUMN     "passcode_failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "passcode_hash" TEXT,
ADD COLUMN     "totp_enabled_at" TIMESTAMPTZ(6),
ADD COLUMN     "totp_last_step" INTEGER,
ADD COLUMN     "totp_secret" BYTEA;

-- CreateTable
CREATE TABLE "recovery_codes" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "linked_accounts" (
    "provider" "LoginType" NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "linked_accounts_pkey" PRIMARY KEY ("provider","subject")
);

-- CreateTable
CREATE TABLE "provider_sign_ins" (
    "state_hash" TEXT NOT NULL,
    "provider" "LoginType" NOT NULL,
    "user_id" UUID,
    "from_type" "LoginType",
    "secrets" BYTEA,
    "redirect_to" TEXT NOT NULL DEFAULT '/',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "provider_sign_ins_pkey" PRIMARY KEY ("state_hash")
);

-- CreateTable
CREATE TABLE "login_throttles" (
    "account_hash" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "last_failed_at" TIMESTAMPTZ(6) NOT NULL,
    "blocked_until" TIMESTAMPTZ(6),

    CONSTRAINT "login_throttles_pkey" PRIMARY KEY ("account_hash")
);

-- CreateTable
CREATE TABLE "stream_tickets" (
    "hash" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "stream_tickets_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "project_grants" (
    "user_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "abilities" TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "project_grants_pkey" PRIMARY KEY ("user_id","project_id")
);

-- CreateTable
CREATE TABLE "custom_roles" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "permissions" TEXT[],
    "projects" TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "custom_roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "MemberRole" NOT NULL,
    "custom_role_id" UUID,
    "token_hash" TEXT NOT NULL,
    "invited_by_user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "accepted_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ownership_transfers" (
    "organization_id" UUID NOT NULL,
    "from_user_id" UUID NOT NULL,
    "to_user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "ownership_transfers_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "audit_checkpoints" (
    "id" SERIAL NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_checkpoints_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "recovery_codes_user_id_code_hash_key" ON "recovery_codes"("user_id", "code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "linked_accounts_user_id_provider_key" ON "linked_accounts"("user_id", "provider");

-- CreateIndex
CREATE INDEX "provider_sign_ins_expires_at_idx" ON "provider_sign_ins"("expires_at");

-- CreateIndex
CREATE INDEX "stream_tickets_expires_at_idx" ON "stream_tickets"("expires_at");

-- CreateIndex
CREATE INDEX "project_grants_organization_id_idx" ON "project_grants"("organization_id");

-- CreateIndex
CREATE INDEX "project_grants_project_id_idx" ON "project_grants"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "custom_roles_organization_id_name_key" ON "custom_roles"("organization_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_organization_id_idx" ON "invitations"("organization_id");

-- CreateIndex
CREATE INDEX "memberships_custom_role_id_idx" ON "memberships"("custom_role_id");

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "linked_accounts" ADD CONSTRAINT "linked_accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_custom_role_id_fkey" FOREIGN KEY ("custom_role_id") REFERENCES "custom_roles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_grants" ADD CONSTRAINT "project_grants_user_id_organization_id_fkey" FOREIGN KEY ("user_id", "organization_id") REFERENCES "memberships"("user_id", "organization_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_grants" ADD CONSTRAINT "project_grants_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "custom_roles" ADD CONSTRAINT "custom_roles_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_custom_role_id_fkey" FOREIGN KEY ("custom_role_id") REFERENCES "custom_roles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ownership_transfers" ADD CONSTRAINT "ownership_transfers_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- AlterTable
ALTER TABLE "deployments" ADD COLUMN     "planned_steps" JSONB;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "last_used_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "audit_heads" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_heads_pkey" PRIMARY KEY ("id")
);


-- One pending invitation for an address.
CREATE UNIQUE INDEX "invitations_pending_email" ON "invitations"("organization_id", "email") WHERE "accepted_at" IS NULL AND "revoked_at" IS NULL;

-- As text, because a new value of an enum cannot be used in the transaction that adds it.
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_custom_role" CHECK (("role"::text = 'custom') = ("custom_role_id" IS NOT NULL));

-- The audit trail is append-only, whoever asks. Retention alone sets this variable, in its own transaction.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('gantry.audit_retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'The audit trail is append-only.';
END
$$;
CREATE TRIGGER audit_logs_append_only BEFORE UPDATE OR DELETE ON "audit_logs" FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_logs_no_truncate BEFORE TRUNCATE ON "audit_logs" FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- The end of the trail: one row. Rows from before the chain are not covered by it.
ALTER TABLE "audit_heads" ADD CONSTRAINT "audit_heads_one_row" CHECK ("id" = 1);
INSERT INTO "audit_heads" ("seq", "hash") SELECT coalesce(max("seq"), 0), '' FROM "audit_logs";
INSERT INTO "audit_checkpoints" ("seq", "hash") SELECT max("seq"), '' FROM "audit_logs" HAVING max("seq") IS NOT NULL;

-- A key's first use from an address is written once, whichever process sees it.
CREATE UNIQUE INDEX "audit_logs_key_address" ON "audit_logs"("key_id", "ip") WHERE "action" = 'api_key.new_address';

-- A key that was rotated lives on in its grace under the name that its successor has.
DROP INDEX "api_keys_live_name";
CREATE UNIQUE INDEX "api_keys_live_name" ON "api_keys" ("user_id", "organization_id", "name") WHERE "revoked_at" IS NULL AND "rotated_to_id" IS NULL;
