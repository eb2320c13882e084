-- Previews of applications whose compose file is in a repository: their services, and what was generated for them.
ALTER TABLE "previews" ADD COLUMN "generated" BYTEA;

CREATE TABLE "preview_components" (
    "id" SERIAL NOT NULL,
    "preview_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "ComponentKind" NOT NULL,
    "image" TEXT NOT NULL,
    "fqdn" TEXT,
    "is_excluded_from_status" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'exited',

    CONSTRAINT "preview_components_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "preview_components_preview_id_name_key" ON "preview_components"("preview_id", "name");
ALTER TABLE "preview_components" ADD CONSTRAINT "preview_components_preview_id_fkey" FOREIGN KEY ("preview_id") REFERENCES "previews"("id") ON DELETE CASCADE ON UPDATE CASCADE;
