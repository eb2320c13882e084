CREATE TYPE "CatalogueFormat" AS ENUM ('coolify', 'dokploy');

CREATE TABLE "catalogues" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,
    "path" TEXT,
    "branch" TEXT,
    "folder" TEXT NOT NULL,
    "format" "CatalogueFormat" NOT NULL,
    "commit" TEXT,
    "tried_at" TIMESTAMPTZ(6),
    "refreshed_at" TIMESTAMPTZ(6),
    "error" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "catalogues_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "catalogues_uuid_key" ON "catalogues"("uuid");
CREATE UNIQUE INDEX "catalogues_organization_id_name_key" ON "catalogues"("organization_id", "name");
CREATE INDEX "catalogues_tried_at_idx" ON "catalogues"("tried_at");

CREATE TABLE "catalogue_templates" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "catalogue_id" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "category" TEXT,
    "search_text" TEXT NOT NULL,
    "is_listed" BOOLEAN NOT NULL,
    "about" JSONB,
    "file" TEXT,
    "configuration" JSONB,
    "digest" TEXT,
    "problems" JSONB NOT NULL,

    CONSTRAINT "catalogue_templates_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "catalogue_templates_catalogue_id_type_key" ON "catalogue_templates"("catalogue_id", "type");
CREATE INDEX "catalogue_templates_organization_id_idx" ON "catalogue_templates"("organization_id");

ALTER TABLE "catalogues" ADD CONSTRAINT "catalogues_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "catalogue_templates" ADD CONSTRAINT "catalogue_templates_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "catalogue_templates" ADD CONSTRAINT "catalogue_templates_catalogue_id_fkey" FOREIGN KEY ("catalogue_id") REFERENCES "catalogues"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "stack_templates" (
    "id" INTEGER NOT NULL,
    "state" BYTEA NOT NULL,
    "before" BYTEA,

    CONSTRAINT "stack_templates_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "stack_templates" ADD CONSTRAINT "stack_templates_id_fkey" FOREIGN KEY ("id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
