import { z } from 'zod';

/**
 * Description by which two versions of a component are compared, kept with every release. Values that may be secret
 * are keyed hashes, which only show whether they are equal.
 */
export const containerDescription = z.object({
  image: z.string(),
  /** Build configuration of the image; null when it was pulled. */
  build: z.string().nullable(),
  commit: z.string().nullable(),
  /** First exposed port; null while unknown. */
  port: z.number().nullable(),
  /** `80/tcp`, or `127.0.0.1:8080:80/tcp` for one published on the server. */
  ports: z.array(z.string()),
  /** Key → hash of the value. */
  environment: z.record(z.string(), z.string()),
  labels: z.record(z.string(), z.string()),
});

/** Description by which two releases of a stack are compared, kept for the one that runs. */
export const stackDescription = z.object({
  /** In the order in which they are created. */
  components: z.array(
    z.object({
      name: z.string(),
      image: z.string(),
      /** Hash of the resolved configuration. */
      configHash: z.string().nullable(),
      ports: z.array(z.string()),
      /** Key → hash of the value. */
      environment: z.record(z.string(), z.string()),
      labels: z.record(z.string(), z.string()),
    }),
  ),
});

export type StackDescription = z.infer<typeof stackDescription>;
export type ComponentDescription = StackDescription['components'][number];

export type ContainerDescription = z.infer<typeof containerDescription>;
