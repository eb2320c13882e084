import type { BuildTool } from '../../domain/build-tool';
import type { Action } from '../plan/action';
import { toolFile } from '../server/folders';
import type { WantedTool } from './locate-tool';

/** Architecture as `uname -m` prints it. */
export type Architecture = 'x86_64' | 'aarch64';

/** One version of a tool: where to download it, and its checksum. */
export interface ToolRelease {
  version: string;
  /** Path of the maker's archive, below the download address. */
  archives: Readonly<Record<Architecture, { path: string; sha256: string }>>;
  /** Address of the guide for an installation by hand. */
  guide: string;
}

/**
 * Versions that servers get. Each checksum is in at least two recipes of package collections that do not copy each
 * other; nixpacks publishes none. A wrong one would be refused, and named, at the first installation.
 */
export const toolReleases: Readonly<Record<BuildTool, ToolRelease>> = {
  nixpacks: {
    version: '1.41.0',
    archives: {
      x86_64: {
        path: 'railwayapp/nixpacks/releases/download/v1.41.0/nixpacks-v1.41.0-x86_64-unknown-linux-musl.tar.gz',
        sha256: '0f55de7874507b9cf7502113120bd96f2ab6979f78d10eaf2eb2ade9207b3af6',
      },
      aarch64: {
        path: 'railwayapp/nixpacks/releases/download/v1.41.0/nixpacks-v1.41.0-aarch64-unknown-linux-musl.tar.gz',
        sha256: '912bd02dd2bb6f9c3a9ed965fe8a68b4aa318dc7a2546e2eca6f2806a894ba39',
      },
    },
    guide: 'https://nixpacks.com/docs/install',
  },
  railpack: {
    version: '0.40.1',
    archives: {
      x86_64: {
        path: 'railwayapp/railpack/releases/download/v0.40.1/railpack-v0.40.1-x86_64-unknown-linux-musl.tar.gz',
        sha256: '2842de93e68713af9037e0bc0a398d7da78f3b96aa4804303a638db2bc69bd30',
      },
      aarch64: {
        path: 'railwayapp/railpack/releases/download/v0.40.1/railpack-v0.40.1-arm64-unknown-linux-musl.tar.gz',
        sha256: 'c24a064b586b8f4f8c2fab44dd5ef19253e4c6cc4e1df793b3ae19cd87f7a5d4',
      },
    },
    guide: 'https://railpack.com/installation',
  },
  pack: {
    version: '0.40.9',
    archives: {
      x86_64: {
        path: 'buildpacks/pack/releases/download/v0.40.9/pack-v0.40.9-linux.tgz',
        sha256: 'dc0ee1e931cf8a106d7555a01a214864f9acb60b77adf15d69b74df4404758e9',
      },
      aarch64: {
        path: 'buildpacks/pack/releases/download/v0.40.9/pack-v0.40.9-linux-arm64.tgz',
        sha256: '091ccb213823656c727731537ef8f1000eb4dc3ec61641506653e7f9d6da0c5e',
      },
    },
    guide: 'https://buildpacks.io/docs/for-platform-operators/how-to/integrate-ci/pack/',
  },
};

/** Get the path where server validation installs a tool. */
export function installedTool(tool: BuildTool): string {
  return toolFile(`${tool}-${toolReleases[tool].version}`);
}

/**
 * Describe the tool to look for on a server. railpack must match the version of its frontend; the others work alone.
 */
export function wantedTool(tool: BuildTool): WantedTool {
  return {
    tool,
    file: installedTool(tool),
    version: tool === 'railpack' ? toolReleases[tool].version : null,
  };
}

/** Make the action that finds the tool before anything is built with it. */
export function findTool(tool: BuildTool): Action {
  const wanted = wantedTool(tool);
  const { version } = wanted;
  const named = version === null ? '' : ` ${version}`;
  return {
    kind: 'find-tool',
    ...wanted,
    explain: `This server has no ${tool}${named}. Validate it with "install", install ${tool}${named} there (${toolReleases[tool].guide}), or choose the build pack "dockerfile".`,
  };
}
