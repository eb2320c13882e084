-- Images that deployments brought onto a server: a cleanup may remove them. Of earlier releases that is not known, so
-- their images stay.
ALTER TABLE "releases" ADD COLUMN "was_pulled" BOOLEAN NOT NULL DEFAULT false;
-- Cleanups look up what releases know of an image.
CREATE INDEX "releases_digest_idx" ON "releases"("digest");
