-- AlterTable
ALTER TABLE "deployments" ADD COLUMN     "undo_attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "undo_problem" TEXT,
ADD COLUMN     "undo_retry_at" TIMESTAMPTZ(6),
ADD COLUMN     "undoing_since" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "deployment_specifications" (
    "deployment_id" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "deployment_specifications_pkey" PRIMARY KEY ("deployment_id")
);

-- AddForeignKey
ALTER TABLE "deployment_specifications" ADD CONSTRAINT "deployment_specifications_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
