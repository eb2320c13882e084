import type { BuildPack } from './workload/build';

/** The programs that turn a source into an image, or into what an image is built from. */
export const buildTools = ['nixpacks', 'railpack', 'pack'] as const;
export type BuildTool = (typeof buildTools)[number];

type Pack = BuildPack | 'dockercompose';

const tools: Readonly<Partial<Record<Pack, BuildTool>>> = {
  nixpacks: 'nixpacks',
  railpack: 'railpack',
  buildpacks: 'pack',
};

/** The tool that a build pack needs on the server; null: Docker is enough. */
export function toolOf(pack: Pack): BuildTool | null {
  return tools[pack] ?? null;
}
