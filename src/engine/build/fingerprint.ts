import { createHmac } from 'node:crypto';
import { Secret } from '../../domain/secret';
import { renderText } from '../plan/text';
import type { BuildSubject } from './subject';
import { buildVariables } from './variables';

/**
 * Identify everything but the commit that decides what a build produces: equal fingerprints on the same commit need no
 * second build (`deployment.md` D4.2). Keyed, because it covers values of variables and is stored in an image label.
 */
export function buildFingerprint(spec: BuildSubject): string {
  const { disableCache: _, limits: __, ...build } = spec.build;
  const { source } = spec;
  const variables = buildVariables(spec).variables.map(([key, value]) => [
    key,
    value instanceof Secret ? value.reveal() : renderText(value),
  ]);
  const secrets = (spec.buildSecrets ?? []).map(([key, value]) => [key, value.reveal()]);
  const input = {
    build,
    variables,
    ...(secrets.length > 0 && { secrets }),
    source:
      source.kind === 'git'
        ? { repository: source.repository, submodules: source.submodules, lfs: source.lfs }
        : source.kind === 'dockerfile'
          ? { text: source.text }
          : {},
  };
  return createHmac('sha256', spec.image.fingerprintKey.reveal()).update(JSON.stringify(input)).digest('hex');
}
