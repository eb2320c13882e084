import type { BuildPack } from './workload/build';

/** The programs that turn a source into an image, or into what an image is built from. */
export const buildTools = ['nixpacks', 'railpack', 'pack'] as const;
export type BuildTool = (typeof buildTools)[number];

const tools: Readonly<Partial<Record<BuildPack, BuildTool>>> = {
  nixpacks: 'nixpacks',
  railpack: 'railpack',
  buildpacks: 'pack',
};

/** The tool that a build pack needs on the server; null: Docker is enough. */
export function toolOf(pack: BuildPack): BuildTool | null {
  return tools[pack] ?? null;
}
