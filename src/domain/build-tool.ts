import type { BuildPack } from './workload/build';

/** Programs that turn a source into an image, or into the input of an image build. */
export const buildTools = ['nixpacks', 'railpack', 'pack'] as const;
export type BuildTool = (typeof buildTools)[number];

type Pack = BuildPack | 'dockercompose';

const tools: Readonly<Partial<Record<Pack, BuildTool>>> = {
  nixpacks: 'nixpacks',
  railpack: 'railpack',
  buildpacks: 'pack',
};

/** Get the tool that a build pack needs on the server; null: Docker is enough. */
export function toolOf(pack: Pack): BuildTool | null {
  return tools[pack] ?? null;
}
