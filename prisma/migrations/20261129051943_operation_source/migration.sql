-- An operation may read the data of another workload: nothing else is done with that one meanwhile.
ALTER TABLE "operations" ADD COLUMN "source_workload_id" INTEGER;
ALTER TABLE "operations" ADD CONSTRAINT "operations_source_workload_id_fkey" FOREIGN KEY ("source_workload_id") REFERENCES "workloads"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "operations_source_workload_id_idx" ON "operations"("source_workload_id");
