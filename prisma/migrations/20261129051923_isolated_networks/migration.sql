-- Environments of destinations that are made from now on have networks of their own. Those that are there keep the
-- network that all of their workloads share, until their owner switches them.
ALTER TABLE "destinations" ADD COLUMN "is_isolated" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "destinations" ALTER COLUMN "is_isolated" SET DEFAULT true;

-- Where the subnets of networks on a server come from.
ALTER TABLE "servers" ADD COLUMN "network_pool" TEXT NOT NULL DEFAULT '10.213.0.0/16';
