import { z } from 'zod';

/**
 * The description by which two versions of a component are compared. Kept with every release: of values that may be
 * secret there is a keyed hash, which says whether they are the same and nothing else.
 */
export const containerDescription = z.object({
  image: z.string(),
  /** Which build configuration made the image; null when it was pulled. */
  build: z.string().nullable(),
  commit: z.string().nullable(),
  /** First exposed port; null while it is not known. */
  port: z.number().nullable(),
  /** `80/tcp`, or `127.0.0.1:8080:80/tcp` for one that the server listens on. */
  ports: z.array(z.string()),
  /** Key → hash of its value. */
  environment: z.record(z.string(), z.string()),
  labels: z.record(z.string(), z.string()),
});

export type ContainerDescription = z.infer<typeof containerDescription>;
