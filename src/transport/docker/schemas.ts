import { z } from 'zod';

/** Parts of Docker's answers that Gantry reads. Everything else is ignored; a missing part is an error. */

const labels = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});
const portSet = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => Object.keys(value ?? {}));
const strings = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
/** One line, as Docker's naming rules require: anything else was not created by Docker. */
const name = z.string().regex(/^[^\p{Cc}]+$/u);

export const versionSchema = z.object({
  Version: z.string(),
  ApiVersion: z.string(),
  KernelVersion: z.string().default(''),
  Os: z.string(),
  Arch: z.string(),
});

export const infoSchema = z.object({ DockerRootDir: z.string(), LoggingDriver: z.string().default('') });

export const containerSchema = z.object({
  Id: z.string(),
  Name: name,
  Image: z.string(),
  Path: z.string().default(''),
  Args: strings,
  RestartCount: z.number().default(0),
  State: z.object({
    Status: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
    Pid: z.number().default(0),
    ExitCode: z.number(),
    OOMKilled: z.boolean().default(false),
    Error: z.string().default(''),
    StartedAt: z.string(),
    FinishedAt: z.string().default('0001-01-01T00:00:00Z'),
    Health: z.object({ Status: z.string() }).nullish(),
  }),
  HostConfig: z
    .object({ RestartPolicy: z.object({ Name: z.string().default('') }).nullish() })
    .default({ RestartPolicy: null }),
  Config: z.object({
    Image: z.string(),
    Labels: labels,
    ExposedPorts: portSet,
    Tty: z.boolean().default(false),
  }),
  NetworkSettings: z.object({
    Networks: z
      .record(z.string(), z.object({ IPAddress: z.string().default(''), Aliases: strings }))
      .nullish()
      .transform((value) => value ?? {}),
  }),
});

export const containerSizeSchema = z.object({ SizeRw: z.number().default(0) });

export const containerItemSchema = z.object({
  Id: z.string(),
  Names: z.array(name),
  Labels: labels,
  State: z.string(),
  Image: z.string(),
  ImageID: z.string(),
  /** Seconds since 1970. */
  Created: z.number(),
  NetworkSettings: z
    .object({ Networks: z.record(name, z.unknown()).nullish() })
    .nullish()
    .transform((settings) => Object.keys(settings?.Networks ?? {})),
});

export const imageSchema = z.object({
  Id: z.string(),
  Os: z.string().nullish(),
  Architecture: z.string().nullish(),
  RepoDigests: strings,
  Config: z
    .object({
      ExposedPorts: portSet,
      Labels: labels,
      Env: strings,
      Healthcheck: z.object({ Test: strings }).nullish(),
    })
    .nullish(),
});

export const imageItemSchema = z.object({
  Id: z.string(),
  RepoTags: strings,
  Labels: labels,
  Size: z.number(),
  Created: z.number(),
});

/** `Created` has whole seconds, and `CreatedBy` the instruction: together they differ between images. */
export const imageLayersSchema = z.object({
  Size: z.number(),
  RootFS: z.object({ Layers: z.array(z.string()).nullish() }).nullish(),
});
/** Part of `/system/df`; null where there is no BuildKit. */
export const buildCacheSchema = z.object({
  BuildCache: z
    .array(z.object({ ID: z.string(), Shared: z.boolean(), InUse: z.boolean() }))
    .nullish()
    .transform((records) => records ?? []),
});
export const historyItemSchema = z.object({ Size: z.number() });

export const namedSchema = z.object({ Name: name, Labels: labels });
export const networkSchema = namedSchema.extend({
  Id: z.string(),
  IPAM: z
    .object({ Config: z.array(z.object({ Subnet: z.string().optional() })).nullish() })
    .nullish()
    .transform((ipam) => (ipam?.Config ?? []).flatMap(({ Subnet }) => (Subnet ? [Subnet] : []))),
});
export const volumeListSchema = z.object({
  Volumes: z
    .array(z.unknown())
    .nullish()
    .transform((value) => value ?? []),
});

export const execStateSchema = z.object({ ExitCode: z.number().nullable(), Pid: z.number().default(0) });

/** Most reports on one list. */
const MOST_REPORTS = 20;

/** Keep the items with the right shape; the first others are reported, and the list is still used. */
export function itemsOf<T>(
  schema: z.ZodType<T>,
  answer: unknown,
  what: string,
  skipped: (what: string, reason: string) => void,
): T[] {
  let reports = 0;
  return z
    .array(z.unknown())
    .parse(answer)
    .flatMap((item) => {
      const parsed = schema.safeParse(item);
      if (parsed.success) return [parsed.data];
      reports += 1;
      if (reports <= MOST_REPORTS) skipped(what, z.prettifyError(parsed.error));
      return [];
    });
}
