import type { BuildTool } from '../../domain/build-tool';
import type { Host } from '../../transport/host';

const deadlineMs = 20_000;

/** A tool to look for. */
export interface WantedTool {
  tool: BuildTool;
  /** Path where Gantry installs it. */
  file: string;
  /** Required version of a tool on the path; null: any. */
  version: string | null;
}

/**
 * Find a tool on the server. The one that validation installed comes first: its checksum was verified, and plans are
 * made for its version.
 * @returns its path or name, and the version it reports; null when there is none
 */
export async function locateTool(
  host: Host,
  { tool, file, version }: WantedTool,
): Promise<{ program: string; says: string } | null> {
  for (const program of [file, tool]) {
    const { code, stdout } = await host.run({
      argv: [program, '--version'],
      asRoot: true,
      deadlineMs,
      isQuestion: true,
    });
    if (code === 0 && isVersion(stdout, version)) return { program, says: stdout.trim() };
  }
  return null;
}

function isVersion(text: string, wanted: string | null): boolean {
  return wanted === null || text.split(/[\s+]+/).some((word) => word.replace(/^v/, '') === wanted);
}
