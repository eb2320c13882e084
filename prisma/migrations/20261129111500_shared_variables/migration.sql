-- Variables that values of other variables refer to, by {{team.NAME}} and its like.
CREATE TYPE "SharedScope" AS ENUM ('team', 'project', 'environment', 'server');

CREATE TABLE "shared_variables" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "scope" "SharedScope" NOT NULL,
    "project_id" INTEGER,
    "environment_id" INTEGER,
    "server_id" INTEGER,
    "key" TEXT NOT NULL,
    "value_sealed" BYTEA NOT NULL,
    "is_literal" BOOLEAN NOT NULL DEFAULT false,
    "is_multiline" BOOLEAN NOT NULL DEFAULT false,
    "is_shown_once" BOOLEAN NOT NULL DEFAULT false,
    "comment" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "shared_variables_pkey" PRIMARY KEY ("id"),
    -- Each belongs to exactly what its scope says.
    CONSTRAINT "shared_variables_owner" CHECK (
        (project_id IS NOT NULL) = (scope = 'project')
        AND (environment_id IS NOT NULL) = (scope = 'environment')
        AND (server_id IS NOT NULL) = (scope = 'server')
    )
);

CREATE UNIQUE INDEX "shared_variables_team_key" ON "shared_variables"("organization_id", "key") WHERE scope = 'team';
CREATE UNIQUE INDEX "shared_variables_project_id_key_key" ON "shared_variables"("project_id", "key");
CREATE UNIQUE INDEX "shared_variables_environment_id_key_key" ON "shared_variables"("environment_id", "key");
CREATE UNIQUE INDEX "shared_variables_server_id_key_key" ON "shared_variables"("server_id", "key");
CREATE INDEX "shared_variables_organization_id_idx" ON "shared_variables"("organization_id");
ALTER TABLE "shared_variables" ADD CONSTRAINT "shared_variables_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "shared_variables" ADD CONSTRAINT "shared_variables_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "shared_variables" ADD CONSTRAINT "shared_variables_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "shared_variables" ADD CONSTRAINT "shared_variables_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
