import { z } from 'zod';
import { parseDomain } from './domain-list';
import { isRegistrySuffix, isSharedSuffix } from './public-suffix';

/** Let's Encrypt allows 100; each takes a record of its own. */
const MOST = 20;

/** A host name that a certificate may cover, in lower-case ACE form, with an optional `*.` prefix. */
const certificateName = z
  .string()
  .max(253, 'Must have at most 253 characters.')
  .transform((text, context) => {
    const entry = parseDomain(`https://${text.trim()}`);
    if (entry && entry.containerPort === null && entry.path === '/' && !text.includes('/')) return entry.host;
    context.addIssue({
      code: 'custom',
      message: `${JSON.stringify(text.slice(0, 80))} must be a host name such as app.example.com or *.example.com.`,
    });
    return z.NEVER;
  })
  .refine(
    (host) => !isRegistrySuffix(host) && !(host.startsWith('*.') && isSharedSuffix(host.slice(2))),
    'Must be a name under your own domain.',
  );

/** Names of one certificate, without duplicates. */
export const certificateNames = z
  .array(certificateName)
  .min(1, 'Must not be empty.')
  .max(MOST, `Must not have more than ${MOST} names.`)
  .transform((names) => [...new Set(names)])
  .superRefine((names, context) => {
    // Authorities refuse an order that names both.
    const covered = names.find(
      (name) => names.includes(name.replace(/^[^.]+/, '*')) && !name.startsWith('*.'),
    );
    if (covered !== undefined)
      context.addIssue({
        code: 'custom',
        message: `${covered} is covered by a wildcard in the list. Remove it.`,
      });
  });
