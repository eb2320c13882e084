import type { BuildTool } from '../../domain/build-tool';
import { errorMessage } from '../../domain/error';
import { VALIDATE_WITH_INSTALL } from '../../domain/validation-step';
import type { Host } from '../../transport/host';
import { locateTool } from '../build/locate-tool';
import { toolReleases, wantedTool } from '../build/tools';
import { type Check, type Finding, type Inspection, passed, warned } from './check';
import { installTool } from './install-tool';

/** Checks the build tools of applications. A server without one is usable: only those builds fail. */
export const builders: Check = {
  id: 'builders',
  title: 'Build tools',
  async run({ host, install, tools, toolsAddress }: Inspection): Promise<Finding> {
    const problems: string[] = [];
    const missing: BuildTool[] = [];
    for (const tool of tools) {
      if (await isThere(host, tool)) continue;
      const problem = install ? await tryToInstall(host, tool, toolsAddress) : null;
      if (problem !== null) problems.push(problem);
      if (problem !== null || !install) missing.push(tool);
    }
    if (missing.length === 0) return passed(tools.join(', '));
    const detail = [`Missing: ${missing.join(', ')}`, ...problems].join('. ');
    const byHand = missing.map(
      (tool) => `${tool} ${toolReleases[tool].version}: ${toolReleases[tool].guide}`,
    );
    return warned(
      detail,
      install
        ? `Allow the server to reach ${toolsAddress}, set BUILD_TOOLS_URL to a mirror, or install manually (${byHand.join(', ')}).`
        : `${VALIDATE_WITH_INSTALL}, or install manually (${byHand.join(', ')}).`,
    );
  },
};

async function isThere(host: Host, tool: BuildTool): Promise<boolean> {
  return (await locateTool(host, wantedTool(tool))) !== null;
}

/** @returns what went wrong, or null */
async function tryToInstall(host: Host, tool: BuildTool, address: string): Promise<string | null> {
  try {
    await installTool(host, { tool, release: toolReleases[tool], address });
    return null;
  } catch (error) {
    return errorMessage(error);
  }
}
