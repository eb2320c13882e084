import type { BuildTool } from '../../domain/build-tool';
import type { Host } from '../../transport/host';

const deadlineMs = 20_000;

/** A tool that is looked for. */
export interface WantedTool {
  tool: BuildTool;
  /** Where Gantry installs it. */
  file: string;
  /** The version that one on the path must have; null: any. */
  version: string | null;
}

/**
 * Find a tool on the server: what validation installed comes first, because its checksum was verified, and its version
 * is the one that plans are made for.
 * @returns its path or name, and what it says of its version; null when there is none
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
