import { labVariable, openLab } from './lab';

/** For vitest and Playwright: one lab for the whole run, found by the tests through `openLab()`. */
// biome-ignore lint/style/noDefaultExport: both runners ask for it
export default async function startLab(): Promise<() => Promise<void>> {
  const lab = await openLab();
  process.env[labVariable] = lab.name;
  return () => lab.stop();
}
