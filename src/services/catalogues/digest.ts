import { createHash } from 'node:crypto';
import type { Template } from '../../domain/compose/template';

/** Version of a template: changes with everything that it creates. */
export function templateDigest({
  compose,
  configuration,
}: Pick<Template, 'compose' | 'configuration'>): string {
  return createHash('sha256')
    .update(JSON.stringify([compose, configuration]))
    .digest('hex');
}
