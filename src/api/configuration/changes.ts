import { z } from 'zod';

/** What a plan would do to one part of a project. */
export const changeWire = z
  .object({
    action: z.enum(['create', 'change', 'replace', 'delete', 'keep']).meta({
      description: '`keep`: it is not in the document but is kept, because prune is not set.',
    }),
    path: z.string().meta({ example: 'production/applications/web' }),
    fields: z.array(
      z.object({
        name: z.string(),
        from: z.unknown().meta({ description: 'Null for secrets and missing values.' }),
        to: z.unknown().meta({ description: 'Null for secrets and removed values.' }),
      }),
    ),
    downtime: z.enum(['none', 'rolling', 'stop-start']).meta({
      description: 'Effect of its next deployment on its users.',
    }),
  })
  .meta({ id: 'ConfigurationChange' });

export type Change = z.infer<typeof changeWire>;
export type FieldChange = Change['fields'][number];

/** Fields that do not affect what runs. */
const ofConsole =
  /^(?:name|description|tags\/|scheduled_tasks\/|backups\/|manual_webhook_secret|is_auto_deploy|docker_images_to_keep|watch_paths|watch_refs)/;

/** Fields that two versions cannot use at the same time. */
const exclusive =
  /^(?:ports_mappings|storages\/|custom_docker_run_options|is_consistent_container_name|custom_internal_name)/;

/** Get the downtime class of a workload's next deployment after these fields change. */
export function downtimeOf(section: string, fields: readonly FieldChange[]): Change['downtime'] {
  const running = fields.filter(({ name }) => !ofConsole.test(name));
  if (running.length === 0) return 'none';
  if (section === 'databases') return 'stop-start';
  return running.some(({ name }) => exclusive.test(name)) ? 'stop-start' : 'rolling';
}
