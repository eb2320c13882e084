-- The switch of the MCP server, beside that of the API.
ALTER TABLE "instances" ADD COLUMN "is_mcp_enabled" BOOLEAN NOT NULL DEFAULT true;
