-- Between www and not www, of the domains of a service of a compose file.
ALTER TABLE "components" ADD COLUMN "redirect" TEXT NOT NULL DEFAULT 'both';
