import { z } from 'zod';
import { middleware } from './custom-middlewares';
import { referencesOf } from './custom-references';
import { ruleProblem } from './custom-rule';
import { serversTransport, service } from './custom-services';
import { ownName, ownNames, plainText } from './custom-values';
import { noService, shared } from './names';

const MOST_OF_A_KIND = 100;

const rule = plainText.superRefine((text, context) => {
  const problem = ruleProblem(text);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

const router = z
  .strictObject({
    entryPoints: z
      .array(z.enum(['http', 'https'], 'Must be http (port 80) or https (port 443).'))
      .length(1, 'Must be one of http and https. Add a router for each.')
      .optional(),
    rule,
    /** Order among the routers of this configuration; all of them come after Gantry's. */
    priority: z.int().min(1).max(1_000_000).optional(),
    middlewares: ownNames.optional(),
    service: z.union([z.literal(noService), ownName]),
    tls: z
      .strictObject({
        certResolver: z.literal(shared.resolver, `Must be ${shared.resolver}, or left out.`).optional(),
      })
      .optional(),
  })
  .superRefine(({ entryPoints: [entrance] = [], tls }, context) => {
    const message =
      entrance === 'http' && tls
        ? 'A router on http must not have tls.'
        : entrance === 'https' && !tls
          ? 'A router on https must have tls, such as tls: {}.'
          : null;
    if (message) context.addIssue({ code: 'custom', path: ['entryPoints'], message });
  });

function named<T>(schema: z.ZodType<T>) {
  return z
    .record(ownName, schema)
    .refine((all) => Object.keys(all).length <= MOST_OF_A_KIND, `Has more than ${MOST_OF_A_KIND} entries.`)
    .optional();
}

const http = z.strictObject({
  routers: named(router),
  services: named(service),
  middlewares: named(middleware),
  serversTransports: named(serversTransport),
});

export type CustomHttp = z.infer<typeof http>;

/** User-written part of Traefik's dynamic configuration. An empty text is an empty part. */
export const customPart = z
  .strictObject({ http: http.optional() })
  .nullable()
  .transform((part): CustomHttp => part?.http ?? {})
  .superRefine((part, context) => {
    for (const { kind, name, path } of referencesOf(part))
      if (!Object.hasOwn(part[kind] ?? {}, name))
        context.addIssue({
          code: 'custom',
          path: ['http', ...path],
          message: `Must be one of http.${kind} in this configuration.`,
        });
  });
