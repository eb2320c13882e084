-- What a release was made from, for a rollback to it.
CREATE TABLE "release_specifications" (
    "release_id" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "release_specifications_pkey" PRIMARY KEY ("release_id")
);

ALTER TABLE "release_specifications" ADD CONSTRAINT "release_specifications_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "releases"("id") ON DELETE CASCADE ON UPDATE CASCADE;
