-- The database of a compose file that a port was opened for, apart from what the file itself maps.
ALTER TABLE "host_ports" ADD COLUMN "component" TEXT;
