-- AlterTable
ALTER TABLE "servers" ADD COLUMN     "build_limits_cpus" TEXT NOT NULL DEFAULT '0',
ADD COLUMN     "build_limits_memory" TEXT NOT NULL DEFAULT '0';
